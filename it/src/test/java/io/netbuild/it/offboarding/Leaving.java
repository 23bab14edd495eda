package io.netbuild.it.offboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.TestTenant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Offboarding by the API. */
final class Leaving {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Leaving() {}

    /** Asks for a confirmation. @param purgeAt null: at once */
    static Answer preview(TestTenant tenant, @Nullable String purgeAt) {
        Map<String, Object> wish = new HashMap<>(Map.of("immediately", true));
        if (purgeAt != null) {
            wish.put("purgeAt", purgeAt);
        }
        return tenant.resource().post("/offboarding", wish).expect(200);
    }

    /** Has the tenant leave. @param purgeAt null: at once */
    static void begin(TestTenant tenant, @Nullable String purgeAt) {
        Answer begun = tenant.resource()
                .post(
                        "/offboarding",
                        Map.of("confirmation", preview(tenant, purgeAt).text("confirmation")))
                .expect(202);
        assertThat(begun.text("state")).isEqualTo("PENDING");
    }

    /** Waits for a state. */
    static JsonNode awaitState(TestTenant tenant, String state) {
        return await("state " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(
                        () -> tenant.resource().get("/offboarding").expect(200).json(),
                        found -> found.path("state").asText().equals(state));
    }

    /** Waits for the certificate, as it was signed. */
    static Answer certificate(TestTenant tenant) {
        String path = awaitState(tenant, "ERASED").path("certificate").asText();
        return Api.operator().get(path).expect(200);
    }

    /** Has the tenant erased at once and waits for its certificate. */
    static Answer erase(TestTenant tenant) {
        begin(tenant, null);
        return certificate(tenant);
    }
}
