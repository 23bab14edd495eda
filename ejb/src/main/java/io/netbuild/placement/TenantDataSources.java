package io.netbuild.placement;

import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TierCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * The container datasources of tenants with a placement of their own: what they are made of. As many connections as the tier of the tenant says when its
 * datasource is added.
 */
@ApplicationScoped
public class TenantDataSources {

    private final ContainerDataSources container;
    private final PostgresServers servers;
    private final TenantPasswords passwords;
    private final PlacementDataSources dataSources;
    private final TierCatalogue tiers;

    @Inject
    TenantDataSources(
            ContainerDataSources container,
            PostgresServers servers,
            TenantPasswords passwords,
            PlacementDataSources dataSources,
            TierCatalogue tiers) {
        this.container = container;
        this.servers = servers;
        this.passwords = passwords;
        this.dataSources = dataSources;
        this.tiers = tiers;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantDataSources() {
        this(null, null, null, null, null);
    }

    /** Adds the tenant's datasource to the container, in place of an older one, and puts it to use. */
    public void add(Tenant tenant) {
        Placement placement = tenant.placement();
        container.put(new ContainerDataSource(
                placement.datasource(),
                placement.role(),
                passwords.of(tenant.id()),
                Map.of(
                        "URL",
                        servers.get(placement.server()).urlOf(placement.database()),
                        "CurrentSchema",
                        placement.schema(),
                        "ConnectTimeout",
                        "2",
                        "LoginTimeout",
                        "4",
                        "CancelSignalTimeout",
                        "2",
                        "SocketTimeout",
                        Long.toString(ContainerDataSource.WHILE_MADE.toSeconds()),
                        "TcpKeepAlive",
                        "true",
                        "ApplicationName",
                        placement.datasource()),
                tiers.profile(tenant.tier()).connections()));
        PlacementLog.LOG.datasourceAdded(placement.datasource());
        dataSources.open(placement);
    }

    /** Gives the placement's datasource back until it is added again. What is not there is fine. */
    public void rest(Placement placement) {
        dataSources.close(placement.engine());
        container.removeKeepingSecret(placement.datasource());
    }

    /** Takes the datasource of an engine out of use and removes it from the container, with its secret. What is not there is fine. */
    public void remove(String engine, String datasource) {
        dataSources.close(engine);
        container.remove(datasource);
        PlacementLog.LOG.datasourceRemoved(datasource);
    }
}
