package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tenant stands still only within the window of its move. */
class MoveWindowHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aTenantShouldBeCopiedAtOnceAndStandStillInTheWindowOnly() {
        TestTenant tenant = TestTenant.shared("window-ahead").create();
        tenant.engine().deploy(List.of(Models.named("simple")));
        String first = tenant.engine().start("simple");
        Instant from = Instant.now().plusSeconds(8);

        String move = begin(tenant, Map.of("from", from.toString()));
        await().atMost(PATIENCE)
                .until(() ->
                        tenant.resource().get(move).json().path("rowsCopied").asLong() > 0);
        assertThat(Instant.now()).as("the test was too slow").isBefore(from);
        String second = tenant.engine().start("simple");
        JsonNode ended = Moving.end(tenant, move);

        assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo("DONE");
        assertThat(Instant.parse(ended.path("window").path("from").asText()))
                .isCloseTo(from, within(1, ChronoUnit.MILLIS));
        assertThat(at(ended, "phase COPYING")).isBefore(from);
        assertThat(at(ended, "phase VERIFYING")).isAfterOrEqualTo(from.minusMillis(1));
        assertThat(tenant.engine().isRunning(first)).isTrue();
        assertThat(tenant.engine().isRunning(second)).isTrue();
    }

    @Test
    void aMoveShouldBeRolledBackWhenItsWindowIsOver() throws SQLException {
        TestTenant tenant = TestTenant.shared("window-over").create();
        tenant.engine().deploy(List.of(Models.named("simple")));
        String instance = tenant.engine().start("simple");
        Instant until = Instant.now().plusSeconds(6);
        String move;

        try (Gate gate = Gate.at("SWITCHING")) {
            move = begin(tenant, Map.of("until", until.toString()));
            gate.awaitSomebody();
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(until.plusMillis(200)));
        }
        JsonNode ended = Moving.end(tenant, move);

        assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo("FAILED");
        assertThat(ended.path("error").asText()).contains("window").contains("over");
        assertThat(tenant.resource().get("").text("isolation")).isEqualTo("SHARED");
        assertThat(tenant.resource().get("").text("status")).isEqualTo("ACTIVE");
        assertThat(tenant.engine().isRunning(instance)).isTrue();
        assertThat(Rows.Place.of(tenant, "SCHEMA").exists()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2100-01-01T10:00:00Z, 2100-01-01T09:00:00Z, window.until",
        ", 2020-01-01T09:00:00Z, window.until",
        "tomorrow, , window.from",
        ", 2100-01-01, window.until"
    })
    void aWindowThatIsNoneShouldBeRefused(String from, String until, String field) {
        TestTenant tenant = TestTenant.shared("window-wrong-" + Math.abs((from + until).hashCode()))
                .create();
        Map<String, String> window = new LinkedHashMap<>();
        window.put("from", from);
        window.put("until", until);

        Answer answer = tenant.resource().post("/moves", wish(window)).expect(400);

        assertThat(answer.text("field")).isEqualTo(field);
        assertThat(tenant.resource().get("/moves").expect(200).json().path("items"))
                .isEmpty();
    }

    private static String begin(TestTenant tenant, Map<String, String> window) {
        return "/moves/"
                + tenant.resource().post("/moves", wish(window)).expect(202).id();
    }

    private static Map<String, Object> wish(Map<String, String> window) {
        return Map.of("target", Map.of("isolation", "SCHEMA"), "window", window);
    }

    private static Instant at(JsonNode move, String event) {
        for (JsonNode each : move.path("events")) {
            if (each.path("event").asText().equals(event)) {
                return Instant.parse(each.path("at").asText());
            }
        }
        throw new AssertionError("No " + event + " in " + move);
    }
}
