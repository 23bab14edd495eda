package io.netbuild.placement;

import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TierCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The container datasources of tenants with a placement of their own: what they are made of. As many connections as the tier of the tenant says when its
 * datasource is added. An answer of the database is waited for during {@code netbuild.database.socket-timeout} seconds (default 90), which has to be
 * longer than any tier's {@code statement_timeout}: it is for databases that have gone without a word.
 */
@ApplicationScoped
public class TenantDataSources {

    private final ContainerDataSources container;
    private final PostgresServers servers;
    private final TenantPasswords passwords;
    private final PlacementDataSources dataSources;
    private final TierCatalogue tiers;
    private final int socketTimeout;

    @Inject
    TenantDataSources(
            ContainerDataSources container,
            PostgresServers servers,
            TenantPasswords passwords,
            PlacementDataSources dataSources,
            TierCatalogue tiers,
            @ConfigProperty(name = "netbuild.database.socket-timeout", defaultValue = "90") int socketTimeout) {
        this.container = container;
        this.servers = servers;
        this.passwords = passwords;
        this.dataSources = dataSources;
        this.tiers = tiers;
        this.socketTimeout = socketTimeout;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantDataSources() {
        this(null, null, null, null, null, 0);
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
                        "LoginTimeout", "4",
                        "SocketTimeout", Integer.toString(socketTimeout),
                        "TcpKeepAlive", "true",
                        "ApplicationName", placement.datasource()),
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
