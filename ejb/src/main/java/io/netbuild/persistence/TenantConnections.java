package io.netbuild.persistence;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.placement.PlacementDataSources;
import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;

/**
 * Gives Hibernate the connections of the current tenant, with its variables set: {@code hibernate.multi_tenant_connection_provider}. Needs a JTA
 * transaction, as every connection of a tenant does.
 */
public class TenantConnections implements MultiTenantConnectionProvider<String> {

    private static final long serialVersionUID = 1L;

    /** @throws SQLException always: there is no connection that belongs to any tenant */
    @Override
    public Connection getAnyConnection() throws SQLException {
        throw new SQLException("There is no connection without a tenant");
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public Connection getConnection(String tenant) throws SQLException {
        if (!TenantContext.requireTenant().id().value().equals(tenant)) {
            throw new NetBuildException(ErrorCode.CONFLICT, "The session was opened for another tenant");
        }
        return CDI.current()
                .select(PlacementDataSources.class)
                .get()
                .ofCurrentTenant()
                .getConnection();
    }

    @Override
    public void releaseConnection(String tenant, Connection connection) throws SQLException {
        connection.close();
    }

    /** Connections are given back after each statement, as is usual under JTA. */
    @Override
    public boolean supportsAggressiveRelease() {
        return true;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }
}
