package io.netbuild.move;

import io.netbuild.engine.Residences;
import io.netbuild.engine.TrialEngines;
import io.netbuild.kernel.Isolation;
import io.netbuild.placement.OneConnection;
import io.netbuild.placement.PlacementSql;
import io.netbuild.placement.PostgresServers;
import io.netbuild.placement.SystemConnections;
import io.netbuild.rows.Side;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantGate;
import io.netbuild.tenant.TenantRegistry;
import io.netbuild.wake.JobDue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What moves need of the places that tenants live in. */
@ApplicationScoped
public class MovePlaces {

    private static final int ANSWER_SECONDS = 10;

    private final PlacementSql sql;
    private final PostgresServers servers;
    private final SystemConnections connections;
    private final Residences residences;
    private final TrialEngines trials;
    private final TenantGate gate;
    private final TenantRegistry registry;
    private final Event<JobDue> jobs;

    @Inject
    MovePlaces(
            PlacementSql sql,
            PostgresServers servers,
            SystemConnections connections,
            Residences residences,
            TrialEngines trials,
            TenantGate gate,
            TenantRegistry registry,
            Event<JobDue> jobs) {
        this.sql = sql;
        this.servers = servers;
        this.connections = connections;
        this.residences = residences;
        this.trials = trials;
        this.gate = gate;
        this.registry = registry;
        this.jobs = jobs;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected MovePlaces() {
        this(null, null, null, null, null, null, null, null);
    }

    /** Makes the target, with everything but rows, and brings both sides to the version of this build. */
    void prepare(Move move) throws SQLException {
        if (move.source().isolation().ownEngine()) {
            sql.migrate(move.source());
        }
        Tenant there = registry.get(move.tenant()).at(move.target(), move.epoch() + 1);
        if (move.targetIsolation() != Isolation.SHARED) {
            sql.createRole(there);
        }
        if (move.targetIsolation() == Isolation.SCHEMA) {
            sql.createSchema(there);
        } else if (move.targetIsolation() == Isolation.DATABASE) {
            sql.createDatabase(there);
            if (move.goingBack()) {
                sql.migrate(move.target()); // it may be of an older build
            }
        }
    }

    Side side(Placement placement) throws SQLException {
        return Side.of(connections.to(placement), placement.schema());
    }

    Connection system(Placement placement) throws SQLException {
        return connections.to(placement);
    }

    /** A session of the owner of the tables there. @param relaxed whether its commits need not wait for the disk */
    Connection owner(Placement placement, boolean relaxed) throws SQLException {
        Connection owner =
                servers.get(placement.server()).ownerOf(placement.database()).getConnection();
        try (Statement statement = owner.createStatement()) {
            statement.execute("set synchronous_commit = " + (relaxed ? "off" : "on"));
            return owner;
        } catch (SQLException e) {
            owner.close();
            throw e;
        }
    }

    /** A session of the owner in the maintenance database of the server that a placement is on, for what is answered at once. */
    Connection maintenance(Placement placement) throws SQLException {
        return connections.asOwner(placement.server(), ANSWER_SECONDS);
    }

    /** A session for locks, in the database that all servers share. */
    Connection main() throws SQLException {
        return servers.get(Placement.MAIN_SERVER).owner().getConnection();
    }

    /**
     * What an engine finds that is started at the target for a moment, by the tenant's own role and in its own next epoch. Nothing is left of what it writes.
     *
     * @return null when the target is the shared engine's, which runs in any case
     * @throws RuntimeException when an engine cannot start there
     */
    TrialEngines.@Nullable Found trial(Move move) throws SQLException {
        if (!move.targetIsolation().ownEngine()) {
            return null;
        }
        Tenant there = registry.get(move.tenant()).at(move.target(), move.epoch() + 1);
        Connection connection = connections.asTenant(move.tenant(), move.target());
        try (OneConnection session = new OneConnection(connection)) {
            connection.setAutoCommit(false);
            try (Statement enter = connection.createStatement()) {
                enter.execute("set local app.current_tenant = '%1$s'; select fn_enter_tenant('%1$s', %2$d)"
                        .formatted(move.tenant(), move.epoch() + 1));
            }
            TrialEngines.Found found = trials.look(there, session);
            connection.rollback();
            return found;
        }
    }

    /** Lets those on this node finish who were let in before the tenant was frozen, for so long at most. */
    void drain(Move move, Duration longest) {
        gate.awaitEmpty(move.tenant(), longest);
    }

    /** Takes notice of where the tenant lives now, and has its jobs looked for there. */
    void settle(Move move) {
        residences.update(registry.get(move.tenant()));
        jobs.fire(new JobDue(move.target().engine(), Duration.ZERO));
    }

    /** Removes a place of the tenant's own that it does not live in. */
    void remove(Move move, Placement left, Placement present) throws SQLException {
        requireLivesAt(move, present);
        sql.leave(move.tenant(), left, present);
    }

    /** @throws IllegalStateException unless the registry says that the tenant lives there */
    void requireLivesAt(Move move, Placement present) {
        if (!registry.get(move.tenant()).placement().equals(present)) {
            throw new IllegalStateException("Tenant '%s' does not live at %s".formatted(move.tenant(), present));
        }
    }
}
