package io.netbuild.move;

import io.netbuild.audit.AuditLog;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.internal.MoveEventStore;
import io.netbuild.move.internal.MoveRunStore;
import io.netbuild.move.internal.MoveStore;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The moments at which a move changes what the registry says, each one transaction of the main database with its record. */
@ApplicationScoped
@Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
public class MoveTurn {

    private static final String REASON = "being moved";

    private final TenantRegistry registry;
    private final MoveRunStore store;
    private final MoveStore requests;
    private final MoveEventStore events;
    private final AuditLog audit;

    @Inject
    MoveTurn(TenantRegistry registry, MoveRunStore store, MoveStore requests, MoveEventStore events, AuditLog audit) {
        this.registry = registry;
        this.store = store;
        this.requests = requests;
        this.events = events;
        this.audit = audit;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected MoveTurn() {
        this(null, null, null, null, null);
    }

    /**
     * A new move of a tenant from where it lives.
     *
     * @return the id; empty when the tenant has an unfinished move, must not move in its status or lives elsewhere by now
     */
    public Optional<UUID> begin(
            Tenant tenant, Placement target, NewMove wish, Duration keep, Duration freeze, String actor)
            throws SQLException {
        Optional<UUID> id = requests.insert(
                tenant.id(), tenant.placement(), target, tenant.epoch(), wish.window(), keep, freeze, actor);
        if (id.isPresent()) {
            audit.record(
                    actor,
                    tenant.id(),
                    "move.began",
                    Map.of(
                            "move", id.get().toString(),
                            "from", place(tenant.placement()),
                            "to", place(target)));
        }
        return id;
    }

    private static String place(Placement placement) {
        return placement.isolation() + " " + placement.server();
    }

    /** Has the move tried again now; what is kept is not kept any longer. @return false when it has ended */
    public boolean hurry(Move move, String actor) throws SQLException {
        boolean hurried = requests.hurry(move.id());
        if (hurried) {
            record(move, MoveEvent.resumed(actor), actor, "move.resumed");
        }
        return hurried;
    }

    /**
     * Asks for the move to be rolled back, and the tenant to go back if it has switched.
     *
     * @param move as it was before
     * @return false when it is too late or the move has ended
     */
    public boolean cancel(Move move, String actor) throws SQLException {
        if (requests.cancel(move.id())) {
            if (!move.cancelled()) {
                record(move, MoveEvent.cancelled(actor), actor, "move.cancelling");
            }
            return true;
        }
        if (requests.goBack(move.id())) {
            record(move, MoveEvent.goingBack(actor), actor, "move.going-back");
            events.insert(move.id(), MoveEvent.entered(MovePhase.PREPARING));
            return true;
        }
        return requests.find(move.id())
                .filter(now -> now.goingBack() && !now.phase().isFinished())
                .isPresent();
    }

    private void record(Move move, String event, String actor, String action) throws SQLException {
        events.insert(move.id(), event);
        audit.record(actor, move.tenant(), action, Map.of("move", move.id().toString()));
    }

    /** Freezes the tenant. @throws NetBuildException when it must not move in its status, or has changed that just now */
    public void freeze(Move move, UUID runner) throws SQLException {
        TenantStatus before = registry.get(move.tenant()).status();
        Moves.requireMovable(move.tenant(), before);
        store.freezing(move.id(), runner, before);
        registry.changeStatus(move.tenant(), List.of(before), TenantStatus.MOVING, REASON, move.actor());
    }

    /**
     * Lets the tenant work again where it was. Does nothing for one that is not frozen.
     *
     * @throws SQLException when the move is not this run's any more
     */
    public void thaw(Move move, UUID runner) throws SQLException {
        store.hold(move.id(), runner);
        Tenant tenant = registry.get(move.tenant());
        if (tenant.status() == TenantStatus.MOVING && move.statusBefore() != null) {
            registry.changeStatus(move.tenant(), List.of(TenantStatus.MOVING), move.statusBefore(), null, move.actor());
        }
    }

    /**
     * Has the tenant live at the target from now on.
     *
     * @throws SQLException when the move is not this run's any more, or was cancelled
     */
    public void switchOver(Move move, UUID runner, TenantStatus status, long freezeMillis) throws SQLException {
        store.switched(move.id(), runner, freezeMillis);
        registry.relocate(move.tenant(), move.epoch(), move.target(), status, move.actor());
        audit.record(
                move.actor(),
                move.tenant(),
                "tenant.moved",
                Map.of(
                        "move",
                        move.id().toString(),
                        "from",
                        place(move.source()),
                        "to",
                        place(move.target()),
                        "freezeMillis",
                        Long.toString(freezeMillis)));
    }

    /** Ends the move. */
    public void finish(Move move, UUID runner, MovePhase phase) throws SQLException {
        store.enter(move.id(), runner, phase);
        audit.record(
                move.actor(),
                move.tenant(),
                "move." + phase.name().toLowerCase(Locale.ROOT),
                Map.of("move", move.id().toString()));
    }
}
