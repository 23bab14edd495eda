package io.netbuild.placement;

import io.micrometer.core.instrument.Tags;
import io.netbuild.context.BoundTenant;
import io.netbuild.context.SystemDataSource;
import io.netbuild.context.TenantContext;
import io.netbuild.context.TenantDataSource;
import io.netbuild.context.TenantSessions;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The datasources of all placements in use, by the name of the engine. Each lets only its own tenants through, sets their variables and knows
 * whether its database answers.
 */
@ApplicationScoped
public class PlacementDataSources implements TenantSessions {

    private static final String SYSTEM = "netbuild-system";

    private final PlatformMetrics metrics;
    private final TenantGate gate;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    @Resource(lookup = "java:jboss/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Inject
    PlacementDataSources(PlatformMetrics metrics, TenantGate gate) {
        this.metrics = metrics;
        this.gate = gate;
        metrics.gauge(
                "netbuild.datasources.down",
                "Datasources whose database does not answer",
                Tags.empty(),
                this,
                self -> self.down().size());
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected PlacementDataSources() {
        this.metrics = null;
        this.gate = null;
    }

    /**
     * @param guards what has to answer for the place to be usable
     * @param entrance what engines and persistence units use
     */
    private record Place(List<GuardedDataSource> guards, DataSource entrance) {}

    /** Puts the placement's container datasource to use. It has to exist; its database need not answer yet. */
    public void open(Placement placement) {
        GuardedDataSource guarded = guarded(placement.datasource());
        TenantDataSource tenants = new TenantDataSource(
                guarded, tenant -> tenant.engine().equals(placement.engine()), gate::readmit, transactions);
        if (placement.isolation().ownEngine()) {
            places.put(placement.engine(), new Place(List.of(guarded), tenants));
        } else {
            GuardedDataSource system = guarded(SYSTEM);
            places.put(
                    placement.engine(),
                    new Place(List.of(guarded, system), new ScopedDataSource(tenants, new SystemDataSource(system))));
        }
    }

    private GuardedDataSource guarded(String name) {
        try {
            return new GuardedDataSource(name, InitialContext.doLookup(ContainerDataSource.jndiName(name)), metrics);
        } catch (NamingException e) {
            throw new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "There is no datasource " + name, e);
        }
    }

    /** Takes the engine's datasource out of use; connections that are handed out stay valid. */
    public void close(String engine) {
        places.remove(engine);
    }

    public boolean isOpen(String engine) {
        return places.containsKey(engine);
    }

    /** @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when the placement is not in use on this server */
    public DataSource of(String engine) {
        return place(engine).entrance();
    }

    /** The datasource of the tenant that this thread works for. */
    public DataSource ofCurrentTenant() {
        return of(TenantContext.requireTenant().engine());
    }

    private Place place(String engine) {
        Place place = places.get(engine);
        if (place == null) {
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE, "The datasource of engine '%s' is not ready".formatted(engine));
        }
        return place;
    }

    /** Whether the database of the engine did not answer the last time it was asked. */
    public boolean isDown(String engine) {
        return place(engine).guards().stream().anyMatch(GuardedDataSource::isDown);
    }

    /** The engines whose database does not answer, ordered by name. */
    public List<String> down() {
        return places.keySet().stream().filter(this::isDown).sorted().toList();
    }

    /** Asks the databases that did not answer again, those whose time it is. Blocks while they do not answer. */
    public void probe() {
        new ArrayList<>(places.values()).forEach(place -> place.guards().forEach(GuardedDataSource::probe));
    }

    @Override
    public void bind(BoundTenant tenant) {
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            return;
        }
        try (Connection bound = of(tenant.engine()).getConnection()) {
            // taking the connection has set the variables for the rest of the transaction
        } catch (SQLException e) {
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE, "The database of tenant '%s' failed".formatted(tenant.id()), e);
        }
    }
}
