package io.netbuild.placement;

import io.netbuild.context.ForwardingDataSource;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A container datasource that knows whether its database answers, see {@link Circuit}, and which transactions use it. */
final class GuardedDataSource extends ForwardingDataSource {

    /** A transaction may last that long before it is asked whether its server still answers at all. */
    static final Duration SUSPICIOUS = Duration.ofSeconds(5);

    /** IronJacamar's message id for a pool that has no connection left: the database is busy, not down. */
    private static final String POOL_EXHAUSTED = "IJ000655";

    /** IronJacamar's message id for a pooled connection that cannot take part in a transaction: it was lost in an earlier one. The pool has thrown it away. */
    private static final String CONNECTION_DEAD = "IJ000461";

    /** SQLSTATE too_many_connections: so is a server that has none left. */
    private static final String SERVER_FULL = "53300";

    private final String name;
    private final DataSource container;
    private final @Nullable Claims claims;
    private final @Nullable StandbyReads standby;
    private final Runnable closeIdle;
    private final PlatformMetrics metrics;
    private final Circuit circuit = new Circuit();
    private volatile long lastSuspicion = System.nanoTime();

    /**
     * @param claims what its transactions need to use it, null when they need nothing
     * @param standby from where it can be read while its database does not answer, null when there is none
     * @param closeIdle closes the idle connections to its server in all pools
     */
    GuardedDataSource(
            String name,
            DataSource container,
            @Nullable Claims claims,
            @Nullable StandbyReads standby,
            Runnable closeIdle,
            PlatformMetrics metrics) {
        this.name = name;
        this.container = container;
        this.claims = claims;
        this.standby = standby;
        this.closeIdle = closeIdle;
        this.metrics = metrics;
    }

    /** @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when the database is down or no connection is free */
    @Override
    public Connection getConnection() {
        Connection read = standby == null ? null : standby.ofTransaction();
        if (read != null) {
            return read;
        }
        if (circuit.isOpen()) {
            return ofStandby();
        }
        long start = System.nanoTime();
        Claims.Claim claim = claims == null ? null : claims.ofTransaction();
        try {
            Connection connection = connect();
            if (claim != null) {
                claim.hold(connection);
            }
            metrics.connection(Duration.ofNanos(System.nanoTime() - start));
            return connection;
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} unless the database answers, or its standby is enough for this thread */
    void requireAnswer() {
        if (circuit.isOpen()) {
            if (standby == null || !StandbyReads.areEnough()) {
                throw unavailable("The database behind %s does not answer", null);
            }
            return;
        }
        try (Connection connection = connect()) {
            // to have been given one is the answer
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** A transaction that has begun on the primary cannot go on here. */
    private Connection ofStandby() {
        if (standby == null || claims == null || claims.areOfTransaction() || !StandbyReads.areEnough()) {
            throw unavailable("The database behind %s does not answer", null);
        }
        claims.ofTransaction();
        try {
            return standby.begin();
        } catch (SQLException e) {
            throw unavailable("Neither the database behind %s nor its standby answers", e);
        }
    }

    boolean hasStandby() {
        return standby != null;
    }

    /** Idle connections of other pools count for the server too: once they are closed there may be one for this pool. */
    private Connection connect() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException e) {
            if (!isServerFull(e)) {
                throw e;
            }
            closeIdle.run();
            return super.getConnection();
        }
    }

    private NetBuildException refused(SQLException e) {
        if (isServerFull(e)) {
            return unavailable("PostgreSQL has no connection left for %s", e);
        }
        if (says(e, POOL_EXHAUSTED)) {
            return unavailable("All connections of %s are in use", e);
        }
        if (says(e, CONNECTION_DEAD)) {
            return unavailable("A connection of %s was of no use any more", e);
        }
        open(String.valueOf(e.getMessage()));
        return unavailable("The database behind %s does not answer", e);
    }

    private void open(String reason) {
        if (circuit.open()) {
            PlacementLog.LOG.databaseDown(name, reason);
        }
    }

    boolean isDown() {
        return circuit.isOpen();
    }

    /** Whether it is time to find out if its server answers: again, or because a transaction lasts long. */
    boolean isProbeDue() {
        return circuit.isOpen() ? circuit.isProbeDue() : isSuspicious();
    }

    private boolean isSuspicious() {
        long now = System.nanoTime();
        if (claims == null || now - lastSuspicion < SUSPICIOUS.toNanos() || !claims.hasOlderThan(SUSPICIOUS)) {
            return false;
        }
        lastSuspicion = now;
        return true;
    }

    /**
     * Finds out whether the database answers again, if it did not, and whether it has stopped to, if it did: its transactions are cut off then.
     *
     * @param serverAnswers whether its server does
     */
    void probe(boolean serverAnswers) {
        if (!circuit.isOpen()) {
            if (!serverAnswers) {
                open("its server has stopped answering");
                cutOff();
            }
        } else if (serverAnswers) {
            probe();
        } else {
            circuit.probeFailed();
            cutOff();
        }
    }

    private void cutOff() {
        if (claims != null) {
            claims.abortAll();
        }
    }

    private void probe() {
        try (Connection connection = super.getConnection()) {
            if (!connection.isValid(2)) {
                circuit.probeFailed();
            } else if (circuit.close()) {
                PlacementLog.LOG.databaseUp(name);
            }
        } catch (SQLException e) {
            circuit.probeFailed();
        }
    }

    private NetBuildException unavailable(String message, @Nullable SQLException cause) {
        NetBuildException unavailable = new NetBuildException(
                ErrorCode.TENANT_UNAVAILABLE,
                message.formatted(name),
                Map.of("retryAfterSeconds", circuit.retryAfter().toSeconds()));
        if (cause != null) {
            unavailable.initCause(cause);
        }
        return unavailable;
    }

    private static boolean isServerFull(SQLException failure) {
        return has(failure, cause -> cause instanceof SQLException sql && SERVER_FULL.equals(sql.getSQLState()));
    }

    private static boolean says(Throwable failure, String messageId) {
        return has(failure, cause -> String.valueOf(cause.getMessage()).contains(messageId));
    }

    private static boolean has(Throwable failure, Predicate<Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.test(cause)) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected DataSource target() {
        return container;
    }
}
