package io.netbuild.web.api;

import io.netbuild.kernel.Isolation;
import io.netbuild.move.MoveWindow;
import io.netbuild.move.NewMove;
import io.netbuild.tenant.Placement;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/tenants/{id}/moves}.
 *
 * @param dryRun whether only to say what the move would do; null: no
 * @param window when the tenant may stand still; null: at any time
 * @param keep for how long what the tenant has left is kept after the switch, a duration of ISO 8601; null: as it is configured
 */
public record MoveRequest(
        @Nullable Target target, @Nullable Boolean dryRun, @Nullable Window window, @Nullable String keep) {

    /** @param server null: the main one */
    public record Target(@Nullable String isolation, @Nullable String server) {}

    /** Two moments of ISO 8601. @param from null: at once @param until null: at any time */
    public record Window(@Nullable String from, @Nullable String until) {}

    /** @throws io.netbuild.kernel.NetBuildException naming the field that is missing or wrong */
    NewMove wish() {
        return new NewMove(isolation(), server(), freezeWindow(), Fields.duration("keep", keep));
    }

    private Isolation isolation() {
        return Isolation.parse(
                "target.isolation",
                Fields.required(
                        "target.isolation", Fields.required("target", target).isolation()));
    }

    private String server() {
        String server = Fields.required("target", target).server();
        return server == null ? Placement.MAIN_SERVER : server;
    }

    private MoveWindow freezeWindow() {
        return window == null
                ? MoveWindow.ALWAYS
                : new MoveWindow(
                        Fields.instant("window.from", window.from()), Fields.instant("window.until", window.until()));
    }
}
