package io.netbuild.provisioning;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.placement.PostgresServers;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * One piece of provisioning work per tenant at a time, on all servers together. The lock is PostgreSQL's and belongs to a connection, so that a
 * crash gives it back.
 */
@ApplicationScoped
public class TenantLocks {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresServers servers;

    @Inject
    TenantLocks(PostgresServers servers) {
        this.servers = servers;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantLocks() {
        this(null);
    }

    /** A lock that is held until it is closed. */
    public interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for the tenant's lock, for {@link #PATIENCE} at most. */
    Lock lock(TenantId tenant) {
        return lock(tenant, "select pg_advisory_lock(hashtextextended(?, 0)) is not null")
                .orElseThrow(() -> new IllegalStateException("A lock was waited for and not given"));
    }

    /** The tenant's lock; empty when somebody else has it. */
    public Optional<Lock> tryLock(TenantId tenant) {
        return lock(tenant, "select pg_try_advisory_lock(hashtextextended(?, 0))");
    }

    private Optional<Lock> lock(TenantId tenant, String sql) {
        try {
            Connection connection = servers.get(Placement.MAIN_SERVER).owner().getConnection();
            boolean acquired = false;
            try {
                acquired = acquire(connection, tenant, sql);
            } finally {
                if (!acquired) {
                    connection.close();
                }
            }
            return acquired ? Optional.of(() -> close(connection)) : Optional.empty();
        } catch (SQLException e) {
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE, "The lock of tenant '%s' cannot be had".formatted(tenant), e);
        }
    }

    private static boolean acquire(Connection connection, TenantId tenant, String sql) throws SQLException {
        try (Statement patience = connection.createStatement()) {
            patience.execute("set lock_timeout = " + PATIENCE.toMillis());
        }
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setString(1, "netbuild.provisioning:" + tenant);
            try (ResultSet rows = lock.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            ProvisioningLog.LOG.lockConnection(e);
        }
    }
}
