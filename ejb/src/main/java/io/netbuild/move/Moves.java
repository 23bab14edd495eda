package io.netbuild.move;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.internal.MoveEventStore;
import io.netbuild.move.internal.MoveStore;
import io.netbuild.move.internal.MoveTableStore;
import io.netbuild.placement.PostgresServers;
import io.netbuild.provisioning.TenantRemoval;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Sql;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What operators can ask of moves. To be called outside of any tenant's scope. */
@ApplicationScoped
public class Moves {

    private static final Set<TenantStatus> MOVABLE = EnumSet.of(TenantStatus.ACTIVE, TenantStatus.SUSPENDED);

    private final TenantRegistry registry;
    private final PostgresServers servers;
    private final MoveStore store;
    private final MoveTableStore tables;
    private final MoveEventStore events;
    private final MoveForecasts forecasts;
    private final MoveRuns runs;
    private final MoveTurn turn;
    private final MoveSettings settings;

    @Inject
    Moves(
            TenantRegistry registry,
            PostgresServers servers,
            MoveStore store,
            MoveTableStore tables,
            MoveEventStore events,
            MoveForecasts forecasts,
            MoveRuns runs,
            MoveTurn turn,
            MoveSettings settings) {
        this.registry = registry;
        this.servers = servers;
        this.store = store;
        this.tables = tables;
        this.events = events;
        this.forecasts = forecasts;
        this.runs = runs;
        this.turn = turn;
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Moves() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /** A move with all that is known of it. @param events oldest first */
    public record Details(Move move, List<TableProgress> tables, List<MoveEvent> events) {

        public CopyProgress progress() {
            return CopyProgress.of(move, tables, events, Instant.now());
        }
    }

    /**
     * What a move would do; nothing is changed.
     *
     * @throws NetBuildException as {@link #start} does, but for what its answer calls blockers
     */
    public MoveForecast forecast(TenantId id, Isolation isolation, String server) {
        Tenant tenant = registry.get(id);
        Placement target = targetOf(tenant, isolation, server);
        requireMovable(id, tenant.status());
        return Sql.call(() -> forecasts.of(tenant, target));
    }

    /**
     * Begins to move a tenant, and does not wait for it.
     *
     * @throws NetBuildException with {@link ErrorCode#CONFLICT} when the tenant is moving already or something keeps it from moving, with {@link
     *     ErrorCode#TENANT_NOT_READY} in a status that it cannot move in, and with {@link ErrorCode#INVALID_FIELD}
     */
    public Details start(TenantId id, NewMove wish, String actor) {
        wish.window().requireAhead(Instant.now());
        Tenant tenant = registry.get(id);
        Placement target = targetOf(tenant, wish.isolation(), wish.server());
        requireNone(id);
        requireMovable(id, tenant.status());
        List<String> blockers = Sql.call(() -> forecasts.blockers(tenant, target));
        if (!blockers.isEmpty()) {
            throw new NetBuildException(
                    ErrorCode.CONFLICT,
                    "Tenant '%s' cannot be moved: %s".formatted(id, String.join("; ", blockers)),
                    Map.of("blockers", blockers));
        }
        Duration keep = Objects.requireNonNullElse(wish.keep(), settings.keep());
        UUID move = Sql.call(() -> turn.begin(tenant, target, wish, keep, forecasts.freeze(tenant, target), actor))
                .orElseThrow(() -> overtaken(id));
        runs.look();
        return get(id, move);
    }

    private Placement targetOf(Tenant tenant, Isolation isolation, String server) {
        if (!servers.names().contains(server)) {
            throw InvalidField.of("target.server", server, "one of " + servers.names());
        }
        if (isolation != Isolation.DATABASE && !server.equals(Placement.MAIN_SERVER)) {
            throw InvalidField.of("target.server", server, "left out unless the isolation is DATABASE");
        }
        Placement target = Placement.of(tenant.id(), isolation, server);
        if (target.equals(tenant.placement())) {
            throw InvalidField.of(
                    "target", place(target), "a level or a server that the tenant does not live at already");
        }
        return target;
    }

    private static String place(Placement placement) {
        return placement.isolation() == Isolation.DATABASE
                ? "DATABASE on server " + placement.server()
                : placement.isolation().name();
    }

    static void requireMovable(TenantId id, TenantStatus status) {
        if (!MOVABLE.contains(status)) {
            throw new NetBuildException(
                    ErrorCode.TENANT_NOT_READY,
                    "Tenant '%s' is %s, but has to be one of %s to be moved".formatted(id, status, MOVABLE));
        }
    }

    /** Why a move that nothing spoke against could not begin: somebody else was quicker. */
    private NetBuildException overtaken(TenantId id) {
        requireNone(id);
        requireMovable(id, registry.get(id).status());
        return new NetBuildException(
                ErrorCode.CONFLICT, "Tenant '%s' has just moved: see where it lives now".formatted(id));
    }

    /** @throws NetBuildException with {@link ErrorCode#CONFLICT} when the tenant is on its way, or going to be */
    public void requireNone(TenantId id) {
        Sql.call(() -> store.unfinished(id)).ifPresent(move -> {
            throw new NetBuildException(ErrorCode.CONFLICT, "Tenant '%s' has %s".formatted(id, move.unfinished()));
        });
    }

    /** Whether the tenant is on its way, or going to be. */
    public boolean hasUnfinished(TenantId id) {
        return Sql.call(() -> store.unfinished(id)).isPresent();
    }

    /** Nobody removes a tenant that is on its way. */
    void beforeRemoval(@Observes TenantRemoval removal) {
        requireNone(removal.tenant());
    }

    /**
     * The newest first.
     *
     * @param offset how many to pass over, zero or more
     * @param limit how many to return, 1 to {@value Page#MAX_LIMIT}
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT} and {@link ErrorCode#INVALID_FIELD}
     */
    public Page<Move> page(TenantId tenant, int offset, int limit) {
        return Sql.call(() -> store.page(registry.get(tenant).id(), offset, limit));
    }

    /** @throws NetBuildException with {@link ErrorCode#NOT_FOUND} */
    public Details get(TenantId tenant, UUID id) {
        return Sql.call(() -> {
            Move move = require(tenant, id);
            return new Details(move, tables.of(id), events.of(id));
        });
    }

    private Move require(TenantId tenant, UUID id) throws SQLException {
        return store.find(id)
                .filter(move -> move.tenant().equals(tenant))
                .orElseThrow(() ->
                        new NetBuildException(ErrorCode.NOT_FOUND, "Tenant '%s' has no move %s".formatted(tenant, id)));
    }

    /**
     * Has the move rolled back; a tenant that has switched goes back, as long as what it has left is kept.
     *
     * @throws NetBuildException with {@link ErrorCode#NOT_FOUND}, and {@link ErrorCode#CONFLICT} when nothing is kept any more or the move has ended
     */
    public Details cancel(TenantId tenant, UUID id, String actor) {
        Sql.run(() -> {
            if (!turn.cancel(require(tenant, id), actor)) {
                throw new NetBuildException(ErrorCode.CONFLICT, whyNotRolledBack(require(tenant, id)));
            }
        });
        runs.look();
        return get(tenant, id);
    }

    /** And what can be done instead. */
    static String whyNotRolledBack(Move move) {
        return switch (move.phase()) {
            case ROLLING_BACK -> "The move is being rolled back already";
            case FAILED, CANCELLED ->
                "The move is %s: the tenant stays in %s".formatted(move.phase(), place(move.source()));
            default ->
                "The tenant has switched and lives in %s now: a move that is %s cannot be rolled back any more. To have it back, move it to %s%s"
                        .formatted(
                                place(move.target()),
                                move.phase(),
                                place(move.source()),
                                move.phase().isFinished() ? "" : " when this move is DONE");
        };
    }

    /**
     * Has a move that waits after a failure tried again at once, and one that has switched finished, so that the tenant cannot go back any more.
     *
     * @throws NetBuildException with {@link ErrorCode#NOT_FOUND}, and {@link ErrorCode#CONFLICT} when it has ended
     */
    public Details resume(TenantId tenant, UUID id, String actor) {
        Sql.run(() -> {
            Move move = require(tenant, id);
            if (!turn.hurry(move, actor)) {
                throw new NetBuildException(ErrorCode.CONFLICT, "The move is %s already".formatted(move.phase()));
            }
        });
        runs.look();
        return get(tenant, id);
    }
}
