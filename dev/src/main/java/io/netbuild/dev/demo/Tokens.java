package io.netbuild.dev.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the platform's development issuer for tokens. */
final class Tokens {

    private static final String CLIENT = "netbuild-dev";
    private static final int LIFETIME_SECONDS = 3600;

    private final PlatformClient issuer;

    Tokens(PlatformClient platform, String clientSecret) {
        String credentials = Base64.getEncoder().encodeToString((CLIENT + ":" + clientSecret).getBytes(UTF_8));
        this.issuer = platform.as("Basic " + credentials);
    }

    /** The {@code Authorization} header of an operator. */
    String operator() {
        return bearer("demo-operator", "operator", null);
    }

    /** The {@code Authorization} header of somebody who runs a tenant. */
    String admin(DemoTenant tenant) {
        return bearer("demo-admin", "tenant-admin", tenant.id());
    }

    /** The {@code Authorization} header of somebody who works in a tenant. */
    String user(DemoTenant tenant) {
        return bearer("demo-user", "user", tenant.id());
    }

    private String bearer(String subject, String role, @Nullable String tenant) {
        Map<String, @Nullable Object> wish = new HashMap<>();
        wish.put("subject", subject);
        wish.put("roles", List.of(role));
        wish.put("tenant", tenant);
        wish.put("lifetimeSeconds", LIFETIME_SECONDS);
        String token = issuer.post("/api/tokens", wish)
                .expect(201)
                .json()
                .path("token")
                .asText();
        return "Bearer " + token;
    }
}
