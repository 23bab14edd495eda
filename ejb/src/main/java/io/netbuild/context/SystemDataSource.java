package io.netbuild.context;

import io.netbuild.kernel.NetBuildException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections with the system role, for work that has entered the system scope and for nobody else. */
public final class SystemDataSource extends ForwardingDataSource {

    private final DataSource container;

    public SystemDataSource(DataSource container) {
        this.container = container;
    }

    /** @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#NO_TENANT} outside of the system scope */
    @Override
    public Connection getConnection() throws SQLException {
        if (TenantContext.scope().orElse(null) instanceof Scope.OfSystem) {
            return super.getConnection();
        }
        throw TenantContext.noTenant();
    }

    @Override
    protected DataSource target() {
        return container;
    }
}
