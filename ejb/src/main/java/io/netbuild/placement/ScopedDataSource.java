package io.netbuild.placement;

import io.netbuild.context.ForwardingDataSource;
import io.netbuild.context.Scope;
import io.netbuild.context.SystemDataSource;
import io.netbuild.context.TenantContext;
import io.netbuild.context.TenantDataSource;
import javax.sql.DataSource;

/** The datasource of the shared engine: the system role in the system scope, the application role and the tenant's variables everywhere else. */
final class ScopedDataSource extends ForwardingDataSource {

    private final TenantDataSource tenants;
    private final SystemDataSource system;

    ScopedDataSource(TenantDataSource tenants, SystemDataSource system) {
        this.tenants = tenants;
        this.system = system;
    }

    @Override
    protected DataSource target() {
        return TenantContext.scope().orElse(null) instanceof Scope.OfSystem ? system : tenants;
    }
}
