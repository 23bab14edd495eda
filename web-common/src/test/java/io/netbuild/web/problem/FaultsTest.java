package io.netbuild.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Map;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static void assertUnavailable(Throwable failure) {
        NetBuildException fault = Faults.of(failure);

        assertThat(fault.code()).isEqualTo(ErrorCode.TENANT_UNAVAILABLE);
        assertThat(Problem.of(fault).retryAfterSeconds()).isPresent();
    }

    private static void assertUnknown(Throwable failure) {
        assertThat(Faults.isUnknown(Faults.of(failure))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P03", "53300"})
    void aConnectionThatIsLostShouldMeanToComeBackLater(String state) {
        assertUnavailable(new IllegalStateException(new SQLException("lost", state)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.resource.ResourceException: IJ000457: Unchecked throwable in managedConnectionReconnected()",
                "IJ031040: Connection is not associated with a managed connection",
                "jakarta.resource.ResourceException: IJ000453: Unable to get managed connection"
            })
    void aConnectionThatThePoolKnowsToBeLostShouldMeanToComeBackLater(String message) {
        assertUnavailable(new IllegalStateException(new SQLException(message)));
    }

    @Test
    void aConnectionThatIsLostInACommitShouldMeanToComeBackLater() {
        RollbackException rolledBack = new RollbackException("Could not commit transaction");
        XAException branch = new XAException(XAException.XAER_RMFAIL);
        branch.initCause(new SQLException("An I/O error occurred", "08006"));
        rolledBack.addSuppressed(branch);

        assertUnavailable(new IllegalStateException(rolledBack));
    }

    @Test
    void whatTheDriverSaysShouldCountMoreThanWhatThePoolDoes() {
        SQLException full = new SQLException("no connection left", "53300");
        SQLException pool = new SQLException("jakarta.resource.ResourceException: IJ000453: Unable to get one", full);

        assertThat(Faults.of(pool)).hasMessage("PostgreSQL has no connection left");
    }

    @Test
    void otherFailuresShouldStayUnknown() {
        SQLException division = new SQLException("division by zero", "22012");
        RollbackException rolledBack = new RollbackException("Could not commit transaction");
        rolledBack.addSuppressed(division);

        assertUnknown(division);
        assertUnknown(rolledBack);
        assertUnknown(new SQLException("IJ is not all that it takes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": ", "{\"a\": [1", "{\"a\"", "{a}", "{\"a\": nul}", "]"})
    void brokenJsonShouldBeToldWithItsPlaceAndNothingAboutTheParser(String broken) {
        Throwable failure = catchThrowable(() -> JSON.readValue(broken, Map.class));

        NetBuildException fault = Faults.of(failure);

        assertThat(fault.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(fault.getMessage()).contains("Not JSON: ", "line").doesNotContain("Source", "REDACTED", "Feature");
    }
}
