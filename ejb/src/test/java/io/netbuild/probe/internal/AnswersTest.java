package io.netbuild.probe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.probe.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an answer is a leak, what is a refusal, and what decides nothing. */
class AnswersTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"count\":0}"})
    void anEmptyDocumentShouldShowNothing(String body) {
        assertThat(HttpAnswers.shows(new ProbeHttp.Answer(200, body))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "{\"count\":1}", "{\"id\":\"x\"}", "some bytes"})
    void anythingElseShouldShowSomething(String body) {
        assertThat(HttpAnswers.shows(new ProbeHttp.Answer(200, body))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "403,REFUSED",
        "404,REFUSED",
        "400,REFUSED",
        "401,ERROR",
        "415,ERROR",
        "500,ERROR",
        "503,ERROR",
        "0,ERROR"
    })
    void aStatusShouldBeARefusalOnlyWhenItSaysNo(int status, Outcome outcome) {
        assertThat(HttpAnswers.ofFailure(new ProbeHttp.Answer(status, "")).outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"42501,REFUSED", "23505,LEAK", "23503,LEAK", "23502,LEAK", "57014,ERROR", "42P01,ERROR", "08006,ERROR"})
    void aStatementShouldBeRefusedByPrivilegesAndPoliciesOnly(String state, Outcome outcome) {
        assertThat(SqlAnswers.of(new SQLException("no", state)).outcome()).isEqualTo(outcome);
    }

    @Test
    void oneRowShouldBeALeak() {
        assertThat(SqlAnswers.of(0).outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(SqlAnswers.of(1).outcome()).isEqualTo(Outcome.LEAK);
    }

    @Test
    void servicesShouldShowNothingWhenThereIsNothing() throws IOException {
        assertThat(ServiceAnswers.shows(null)).isFalse();
        assertThat(ServiceAnswers.shows(List.of())).isFalse();
        assertThat(ServiceAnswers.shows(Map.of())).isFalse();
        assertThat(ServiceAnswers.shows(0L)).isFalse();
        assertThat(ServiceAnswers.shows(new ByteArrayInputStream(new byte[0]))).isFalse();
        assertThat(ServiceAnswers.shows(1L)).isTrue();
        assertThat(ServiceAnswers.shows("secret")).isTrue();
        assertThat(ServiceAnswers.shows(new ByteArrayInputStream(new byte[1]))).isTrue();
    }

    @Test
    void anExceptionShouldBeARefusalOnlyWhenSomebodyHasDecided() {
        assertThat(ServiceAnswers.of(new NotFoundException("no")).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ServiceAnswers.of(new ProcessEngineException("no", new SQLException("no", "42501")))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(ServiceAnswers.of(new ProcessEngineException("gone", new SQLException("gone", "08006")))
                        .outcome())
                .isEqualTo(Outcome.ERROR);
        assertThat(ServiceAnswers.of(new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "down"))
                        .outcome())
                .isEqualTo(Outcome.ERROR);
        assertThat(ServiceAnswers.of(new NullPointerException("ours")).outcome())
                .isEqualTo(Outcome.ERROR);
    }
}
