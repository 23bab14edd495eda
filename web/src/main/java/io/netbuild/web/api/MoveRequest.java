package io.netbuild.web.api;

import io.netbuild.kernel.Isolation;
import io.netbuild.tenant.Placement;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/tenants/{id}/moves}.
 *
 * @param dryRun whether only to say what the move would do; null: no
 */
public record MoveRequest(@Nullable Target target, @Nullable Boolean dryRun) {

    /** @param server null: the main one */
    public record Target(@Nullable String isolation, @Nullable String server) {}

    Isolation isolation() {
        return Isolation.parse(Fields.required(
                "target.isolation", Fields.required("target", target).isolation()));
    }

    String server() {
        String server = Fields.required("target", target).server();
        return server == null ? Placement.MAIN_SERVER : server;
    }
}
