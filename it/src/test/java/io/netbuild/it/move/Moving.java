package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Moves by the API. */
public final class Moving {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> ENDS = List.of("DONE", "FAILED", "CANCELLED");

    private Moving() {}

    /** Begins a move. @param isolation or ELSEWHERE, a database on the second server. @return its path below the tenant */
    public static String begin(TestTenant tenant, String isolation) {
        return begin(tenant.resource(), isolation);
    }

    /** @param tenant its resource, at any server */
    static String begin(Api tenant, String isolation) {
        return begin(tenant, wish(isolation, false));
    }

    /** Begins a move after which what the tenant has left is kept for so long. */
    static String beginToKeep(TestTenant tenant, String isolation, String keep) {
        return beginToKeep(tenant.resource(), isolation, keep);
    }

    /** @param tenant its resource, at any server */
    static String beginToKeep(Api tenant, String isolation, String keep) {
        Map<String, Object> wish = new HashMap<>(wish(isolation, false));
        wish.put("keep", keep);
        return begin(tenant, wish);
    }

    /** Begins a move, and cancels it when its target is made. @return its path below the tenant */
    static String beginAndCancel(TestTenant tenant, String isolation) throws SQLException {
        try (Gate gate = Gate.at("COPYING")) {
            String move = begin(tenant, isolation);
            gate.awaitSomebody();
            tenant.resource().post(move + "/cancel").expect(202);
            return move;
        }
    }

    private static String begin(Api tenant, Map<String, Object> wish) {
        Answer started = tenant.post("/moves", wish).expect(202);
        assertThat(started.header("Location").orElseThrow()).endsWith("/moves/" + started.id());
        return "/moves/" + started.id();
    }

    static Map<String, Object> wish(String isolation, boolean dryRun) {
        Map<String, Object> target = isolation.equals("ELSEWHERE")
                ? Map.of("isolation", "DATABASE", "server", "second")
                : Map.of("isolation", isolation);
        return Map.of("target", target, "dryRun", dryRun);
    }

    /** Waits until the tenant lives at the target and can go back. */
    static JsonNode awaitSwitched(TestTenant tenant, String move) {
        return awaitSwitched(tenant.resource(), move);
    }

    /** @param tenant its resource, at any server */
    static JsonNode awaitSwitched(Api tenant, String move) {
        return await("the switch")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> tenant.get(move).expect(200).json(),
                        found -> found.path("phase").asText().equals("SWITCHED"));
    }

    /** Waits for the end of a move. */
    static JsonNode end(TestTenant tenant, String move) {
        return end(tenant.resource(), move);
    }

    /** @param tenant its resource, at any server */
    static JsonNode end(Api tenant, String move) {
        return await("the end of the move")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(
                        () -> tenant.get(move).expect(200).json(),
                        found -> ENDS.contains(found.path("phase").asText()));
    }

    /** Waits until a move has failed so many times. */
    static void awaitAttempts(TestTenant tenant, String move, int attempts) {
        await("failures of the move")
                .atMost(PATIENCE)
                .until(() -> tenant.resource()
                                .get(move)
                                .expect(200)
                                .json()
                                .path("attempts")
                                .asInt()
                        >= attempts);
    }

    /** Moves the tenant and waits until nothing is left to do. */
    public static JsonNode move(TestTenant tenant, String isolation) {
        return move(tenant.resource(), isolation);
    }

    /** @param tenant its resource, at any server */
    static JsonNode move(Api tenant, String isolation) {
        return done(tenant, begin(tenant, isolation));
    }

    /** Waits for the end of a move, which has to be that the tenant has moved. */
    public static JsonNode done(Api tenant, String move) {
        JsonNode ended = end(tenant, move);
        assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo("DONE");
        return ended;
    }
}
