package io.netbuild.placement;

import io.netbuild.context.ForwardingDataSource;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A container datasource that knows whether its database answers, see {@link Circuit}. */
final class GuardedDataSource extends ForwardingDataSource {

    private final DataSource container;
    /** IronJacamar's message id for a pool that has no connection left: the database is busy, not down. */
    private static final String POOL_EXHAUSTED = "IJ000655";

    private final String name;
    private final PlatformMetrics metrics;
    private final Circuit circuit = new Circuit();

    GuardedDataSource(String name, DataSource container, PlatformMetrics metrics) {
        this.container = container;
        this.name = name;
        this.metrics = metrics;
    }

    /** @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when the database is down or no connection is free */
    @Override
    public Connection getConnection() {
        if (circuit.isOpen()) {
            throw unavailable("The database behind %s does not answer", null);
        }
        long start = System.nanoTime();
        try {
            Connection connection = super.getConnection();
            metrics.connection(Duration.ofNanos(System.nanoTime() - start));
            return connection;
        } catch (SQLException e) {
            if (isPoolExhausted(e)) {
                throw unavailable("All connections of %s are in use", e);
            }
            if (circuit.open()) {
                PlacementLog.LOG.databaseDown(name, String.valueOf(e.getMessage()));
            }
            throw unavailable("The database behind %s does not answer", e);
        }
    }

    boolean isDown() {
        return circuit.isOpen();
    }

    /** Tries the database again when it is time to. */
    void probe() {
        if (!circuit.isProbeDue()) {
            return;
        }
        try (Connection connection = super.getConnection()) {
            if (connection.isValid(2) && circuit.close()) {
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

    private static boolean isPoolExhausted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(POOL_EXHAUSTED)) {
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
