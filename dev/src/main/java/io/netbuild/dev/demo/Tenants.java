package io.netbuild.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The platform's tenants, as an operator sees them. */
final class Tenants {

    private final PlatformClient operator;

    Tenants(PlatformClient operator) {
        this.operator = operator;
    }

    /**
     * Makes the tenant, or finds the one that an earlier run has left, and waits until it is ACTIVE.
     *
     * @throws DemoException when it is something else in the end, or lives at another level of isolation than was asked for
     */
    Placement provision(DemoTenant tenant) {
        operator.post("/api/tenants", tenant.wish()).expect(200, 201, 202);
        JsonNode active = Await.until(tenant.id() + " to be active", () -> active(tenant));
        Placement placement = Placement.of(active);
        if (!placement.isolation().equals(tenant.isolation())) {
            throw new DemoException("%s was placed at %s instead of %s"
                    .formatted(tenant.id(), placement.isolation(), tenant.isolation()));
        }
        return placement;
    }

    private Optional<JsonNode> active(DemoTenant tenant) {
        JsonNode found = operator.get("/api/tenants/" + tenant.id()).expect(200).json();
        String status = found.path("status").asText();
        return switch (status) {
            case "ACTIVE" -> Optional.of(found);
            case "PROVISIONING" -> Optional.empty();
            default ->
                throw new DemoException("%s is %s: %s"
                        .formatted(
                                tenant.id(), status, found.path("statusReason").asText("no reason given")));
        };
    }

    /** Removes the tenant with all that it has. */
    void remove(DemoTenant tenant) {
        operator.delete("/api/tenants/" + tenant.id() + "?force=true").expect(200, 202, 204);
    }
}
