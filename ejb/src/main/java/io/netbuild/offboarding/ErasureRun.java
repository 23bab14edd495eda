package io.netbuild.offboarding;

import io.netbuild.engine.Residences;
import io.netbuild.move.Moves;
import io.netbuild.offboarding.internal.OffboardingStore;
import io.netbuild.placement.PlacementSql;
import io.netbuild.placement.PostgresServers;
import io.netbuild.placement.SystemConnections;
import io.netbuild.rows.Catalogue;
import io.netbuild.rows.Claim;
import io.netbuild.rows.Fence;
import io.netbuild.rows.Removal;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Erases a tenant. Each step can be repeated, and whoever repeats all of them ends where a run would have that nothing has interrupted. */
@ApplicationScoped
public class ErasureRun {

    private static final Duration LONGEST_WORK = Duration.ofSeconds(30);
    private static final int PAGE = 500;

    private final TenantRegistry registry;
    private final Moves moves;
    private final OffboardingStore store;
    private final OffboardingTurn turn;
    private final Footprints footprints;
    private final Residences residences;
    private final PlacementSql sql;
    private final SystemConnections connections;
    private final PostgresServers servers;

    @Inject
    ErasureRun(
            TenantRegistry registry,
            Moves moves,
            OffboardingStore store,
            OffboardingTurn turn,
            Footprints footprints,
            Residences residences,
            PlacementSql sql,
            SystemConnections connections,
            PostgresServers servers) {
        this.registry = registry;
        this.moves = moves;
        this.store = store;
        this.turn = turn;
        this.footprints = footprints;
        this.residences = residences;
        this.sql = sql;
        this.connections = connections;
        this.servers = servers;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ErasureRun() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /**
     * Erases the tenant of an offboarding whose date has come. Whoever calls holds the tenant's lock.
     *
     * @return the certificate
     * @throws ErasureIncompleteException when something is left that the platform does not delete
     * @throws InterruptedException when this server is stopping; any other goes on
     */
    UUID run(Offboarding offboarding) throws SQLException, ErasureIncompleteException, InterruptedException {
        if (moves.hasUnfinished(offboarding.tenant())) {
            throw new ErasureIncompleteException("A move of the tenant is not finished");
        }
        turn.erase(offboarding);
        Tenant tenant = registry.get(offboarding.tenant());
        shutOut(tenant);
        pass("COUNTING");
        Footprint before = footprints.everywhere(tenant.id());
        ErasureIncompleteException.unlessSeen(before.blind());
        store.found(tenant.id(), before.own());
        pass("DROPPING");
        dropOwn(offboarding, tenant);
        pass("DELETING");
        deleteShared(offboarding, tenant);
        pass("CERTIFYING");
        Footprint after = footprints.everywhere(tenant.id());
        ErasureIncompleteException.unlessSeen(after.blind());
        ErasureIncompleteException.unlessNone(after.foreign());
        ErasureIncompleteException.unlessNone(
                after.own().stream().filter(place -> !isLookedIntoLast(place)).toList());
        Offboarding present = store.find(tenant.id()).orElse(offboarding);
        return turn.certify(present, after);
    }

    private static boolean isLookedIntoLast(TableRows place) {
        return place.database().equals(Placement.MAIN_DATABASE)
                && (place.schema().equals("netbuild") || place.schema().equals("shared"));
    }

    /** Whoever was let in before the tenant was closed ends, and nobody who has known it by its placement begins in the shared schema. */
    private void shutOut(Tenant tenant) throws SQLException {
        try (Connection connection = connections.to(Placement.SHARED)) {
            List<String> lacking = Catalogue.lackingPrivileges(connection);
            if (!lacking.isEmpty()) {
                ErasureLog.LOG.notFenced(tenant.id(), String.join("; ", lacking));
                return;
            }
        }
        try (Side shared = shared()) {
            Fence fence = new Fence(shared, tenant.id().value());
            fence.close(tenant.epoch());
            if (!fence.awaitInside(LONGEST_WORK, LONGEST_WORK)) {
                throw new SQLException("Work of the tenant did not end within " + LONGEST_WORK, "55P03");
            }
        }
    }

    private void dropOwn(Offboarding offboarding, Tenant tenant) throws SQLException {
        try (Connection main = connections.to(Placement.SHARED);
                Statement silence = main.createStatement()) {
            silence.execute("set idle_in_transaction_session_timeout = '" + Side.LONGEST_SILENCE + "'");
            main.setAutoCommit(false);
            Claim.holdErasure(main, offboarding.id());
            if (tenant.placement().isolation().ownEngine()) {
                residences.evict(tenant.placement());
            }
            sql.dropEverywhere(tenant.id());
        }
    }

    /** In pages, and at rest for as long as at work, so that others do not notice. What that leaves is deleted with the certificate. */
    private void deleteShared(Offboarding offboarding, Tenant tenant) throws SQLException, InterruptedException {
        try (Connection connection = connections.to(Placement.SHARED)) {
            if (!Catalogue.lackingPrivileges(connection).isEmpty()) {
                return;
            }
        }
        try (Side shared = shared()) {
            List<Table> tables = shared.tables();
            shared.commit();
            Removal removal = new Removal(shared, tenant.id().value());
            for (Table table : tables) {
                int deleted = PAGE;
                while (deleted == PAGE) {
                    long begin = System.nanoTime();
                    Claim.holdErasure(shared, offboarding.id());
                    deleted = removal.some(table, PAGE);
                    TimeUnit.NANOSECONDS.sleep(System.nanoTime() - begin);
                }
            }
        }
    }

    private Side shared() throws SQLException {
        return Side.of(connections.to(Placement.SHARED), Placement.SHARED.schema());
    }

    /**
     * Passes a point of the erasure. Whoever holds the advisory lock {@code hashtextextended('netbuild.erasure.at:<point>', 0)} of the main database keeps erasures from
     * going further until it is given back: for looking at one, and for tests.
     */
    private void pass(String point) throws SQLException {
        try (Connection connection = servers.get(Placement.MAIN_SERVER).owner().getConnection();
                PreparedStatement pass = connection.prepareStatement(
                        "select pg_advisory_lock_shared(h.key), pg_advisory_unlock_shared(h.key) from hashtextextended(?, 0) h (key)")) {
            pass.setString(1, "netbuild.erasure.at:" + point);
            pass.execute();
        }
    }
}
