package io.netbuild.placement;

import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The container datasources of tenants with a placement of their own: what they are made of. */
@ApplicationScoped
public class TenantDataSources {

    private final ContainerDataSources container;
    private final PostgresServers servers;
    private final TenantPasswords passwords;
    private final PlacementDataSources dataSources;
    private final int poolSize;

    @Inject
    TenantDataSources(
            ContainerDataSources container,
            PostgresServers servers,
            TenantPasswords passwords,
            PlacementDataSources dataSources,
            @ConfigProperty(name = "netbuild.placement.pool-size", defaultValue = "10") int poolSize) {
        this.container = container;
        this.servers = servers;
        this.passwords = passwords;
        this.dataSources = dataSources;
        this.poolSize = poolSize;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantDataSources() {
        this(null, null, null, null, 0);
    }

    /** Adds the tenant's datasource to the container, in place of an older one, and puts it to use. */
    public void add(Tenant tenant) {
        Placement placement = tenant.placement();
        container.put(new ContainerDataSource(
                placement.datasource(),
                placement.role(),
                passwords.of(tenant.id()),
                Map.of(
                        "URL", servers.get(placement.server()).urlOf(placement.database()),
                        "CurrentSchema", placement.schema(),
                        "ConnectTimeout", "2",
                        "ApplicationName", placement.datasource()),
                poolSize));
        PlacementLog.LOG.datasourceAdded(placement.datasource());
        dataSources.open(placement);
    }

    /** Takes the placement's datasource out of use and removes it from the container. What is not there is fine. */
    public void remove(Placement placement) {
        dataSources.close(placement.engine());
        container.remove(placement.datasource());
        PlacementLog.LOG.datasourceRemoved(placement.datasource());
    }
}
