package io.netbuild.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": ", "{\"a\": [1", "{\"a\"", "{a}", "{\"a\": nul}", "]"})
    void brokenJsonShouldBeToldWithItsPlaceAndNothingAboutTheParser(String broken) {
        Throwable failure = catchThrowable(() -> JSON.readValue(broken, Map.class));

        NetBuildException fault = Faults.of(failure);

        assertThat(fault.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(fault.getMessage()).contains("Not JSON: ", "line").doesNotContain("Source", "REDACTED", "Feature");
    }
}
