package io.netbuild.workflow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.workflow.CommandRefusedException;
import io.netbuild.workflow.JmsSettings;
import io.netbuild.workflow.RefusalReason;
import java.sql.SQLException;
import java.time.Duration;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.Test;

class FailureTest {

    private static final JmsSettings SETTINGS = new JmsSettings(
            true,
            "netbuild_producer",
            false,
            100,
            8,
            4,
            5,
            3,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofDays(7));

    private static Failure of(Throwable thrown, int attempts, Duration age) {
        IncomingCommand command = new IncomingCommand(new TenantId("acme"), "1", null, "start", "{}", null);
        return Failure.of(thrown, new PendingCommand(command, attempts, age), SETTINGS);
    }

    private static Failure of(Throwable thrown) {
        return of(thrown, 1, Duration.ZERO);
    }

    @Test
    void whatMayPassShouldBeTriedAgainWithGrowingPausesUntilItIsEnough() {
        OptimisticLockingException conflict = new OptimisticLockingException("changed meanwhile");

        assertThat(of(conflict, 1, Duration.ZERO))
                .isEqualTo(new Failure.Again(Duration.ofSeconds(1), "changed meanwhile"));
        assertThat(of(conflict, 2, Duration.ZERO))
                .isEqualTo(new Failure.Again(Duration.ofSeconds(2), "changed meanwhile"));
        assertThat(of(conflict, 3, Duration.ZERO))
                .isEqualTo(new Failure.Dead(RefusalReason.EXHAUSTED, "3 attempts, the last: changed meanwhile"));
    }

    @Test
    void whatTheSenderMayNotDoShouldBeDeadAtOnce() {
        assertThat(of(new AuthorizationException("bob may not")))
                .isEqualTo(new Failure.Dead(RefusalReason.NOT_AUTHORIZED, "bob may not"));
    }

    @Test
    void whatCanNeverWorkShouldBeDeadAtOnce() {
        assertThat(of(new CommandRefusedException(RefusalReason.UNKNOWN_DEFINITION, "none")))
                .isEqualTo(new Failure.Dead(RefusalReason.UNKNOWN_DEFINITION, "none"));
        assertThat(of(new BadUserRequestException("nonsense")))
                .isEqualTo(new Failure.Dead(RefusalReason.REFUSED, "nonsense"));
    }

    @Test
    void tenantThatCannotWorkShouldNotUseUpAttempts() {
        for (ErrorCode code : new ErrorCode[] {ErrorCode.TENANT_UNAVAILABLE, ErrorCode.TENANT_SUSPENDED}) {
            assertThat(of(new NetBuildException(code, "later"), 99, Duration.ZERO))
                    .isEqualTo(new Failure.NotNow("later"));
        }
    }

    @Test
    void messageThatNothingWaitsForShouldHaveItsTime() {
        MismatchingMessageCorrelationException nobody = new MismatchingMessageCorrelationException(
                "m", "No process definition or execution matches the parameters");

        assertThat(of(nobody, 5, Duration.ofSeconds(59))).isInstanceOf(Failure.Again.class);
        assertThat(of(nobody, 5, Duration.ofSeconds(61)))
                .isInstanceOfSatisfying(
                        Failure.Dead.class, dead -> assertThat(dead.reason()).isEqualTo(RefusalReason.NO_MATCH));
        assertThat(of(new MismatchingMessageCorrelationException("m", "2 executions match the correlation keys")))
                .isInstanceOfSatisfying(
                        Failure.Dead.class, dead -> assertThat(dead.reason()).isEqualTo(RefusalReason.AMBIGUOUS_MATCH));
    }

    @Test
    void textOfADatabasesErrorShouldNotLeaveTheServer() {
        ProcessEngineException failed = new ProcessEngineException(
                "insert (secret) failed", new SQLException("Key (secret)=(x) exists", "23505"));

        assertThat(of(failed))
                .isEqualTo(new Failure.Again(Duration.ofSeconds(1), "The database failed with state 23505"));
    }
}
