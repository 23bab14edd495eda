package io.netbuild.provisioning;

import io.netbuild.engine.Engines;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.placement.ContainerDataSources;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.placement.PlacementSql;
import io.netbuild.placement.TenantDataSources;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings this server in line with the registry, which is the truth about placements: adds the datasources and engines of tenants that were made
 * elsewhere or before the start, tries those again that could not be served, and removes what belongs to no tenant any more. One broken tenant
 * delays the others by a time-out at most.
 */
@ApplicationScoped
public class Reconciliation {

    private static final String ACTOR = "reconciliation";

    private final TenantRegistry registry;
    private final Provisioning provisioning;
    private final ContainerDataSources container;
    private final TenantDataSources dataSources;
    private final PlacementDataSources places;
    private final PlacementSql sql;
    private final TenantLocks locks;
    private final Engines engines;
    private final boolean migrate;

    @Inject
    Reconciliation(
            TenantRegistry registry,
            Provisioning provisioning,
            ContainerDataSources container,
            TenantDataSources dataSources,
            PlacementDataSources places,
            PlacementSql sql,
            TenantLocks locks,
            Engines engines,
            @ConfigProperty(name = "netbuild.database.migrate", defaultValue = "true") boolean migrate) {
        this.registry = registry;
        this.provisioning = provisioning;
        this.container = container;
        this.dataSources = dataSources;
        this.places = places;
        this.sql = sql;
        this.locks = locks;
        this.engines = engines;
        this.migrate = migrate;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Reconciliation() {
        this(null, null, null, null, null, null, null, null, false);
    }

    /** Serves all tenants that have an engine of their own. Can run as often as one likes. */
    public void run() {
        Map<String, Tenant> owners = registry.withOwnEngine().stream()
                .filter(tenant -> tenant.status() != TenantStatus.ERASED)
                .collect(Collectors.toMap(tenant -> tenant.placement().engine(), Function.identity()));
        owners.values().stream().filter(tenant -> isServed(tenant.status())).forEach(this::serve);
        removeOrphans(owners);
    }

    /**
     * The same for one tenant, which was changed.
     *
     * @return false when somebody else is just working on it, and it is to be tried again soon
     */
    public boolean run(TenantId id) {
        Optional<Tenant> tenant = registry.find(id).filter(found -> found.status() != TenantStatus.ERASED);
        if (tenant.isEmpty()) {
            return removeOrphan(id);
        }
        return !tenant.get().placement().isolation().ownEngine()
                || !isServed(tenant.get().status())
                || serve(tenant.get());
    }

    /** Engines of one tenant's own have its id for a name. */
    private boolean removeOrphan(TenantId id) {
        if (!engines.isRunning(id.value()) && !container.names().contains(ContainerDataSources.PREFIX + id)) {
            return true;
        }
        Optional<TenantLocks.Lock> free = locks.tryLock(id);
        free.ifPresent(lock -> {
            try (lock) {
                removeOrphan(id.value());
            }
        });
        return free.isPresent();
    }

    private static boolean isServed(TenantStatus status) {
        return switch (status) {
            case ACTIVE, SUSPENDED, OFFBOARDING, MOVING -> true;
            case PROVISIONING, FAILED, ERASED -> false;
        };
    }

    /** @return false when somebody else is just working on it */
    private boolean serve(Tenant tenant) {
        String engine = tenant.placement().engine();
        if (engines.isRunning(engine)) {
            return true;
        }
        Optional<TenantLocks.Lock> free = locks.tryLock(tenant.id());
        if (free.isEmpty()) {
            return false;
        }
        try (TenantLocks.Lock lock = free.get()) {
            if (!registry.find(tenant.id())
                    .map(Tenant::status)
                    .filter(Reconciliation::isServed)
                    .isPresent()) {
                return true; // removed since it was listed
            }
            if (!places.isOpen(engine)) {
                dataSources.add(tenant);
            }
            if (migrate) {
                sql.migrate(tenant.placement());
            }
            sql.requireSafe(tenant.placement());
            engines.start(tenant);
        } catch (SQLException | RuntimeException e) {
            ProvisioningLog.LOG.notServed(tenant.id(), rootMessage(e));
        }
        return true;
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private void removeOrphans(Map<String, Tenant> owners) {
        engines.names().stream()
                .filter(engine -> !engine.equals(Placement.SHARED.engine()) && !owners.containsKey(engine))
                .forEach(this::removeOrphan);
        container.names().stream()
                .map(name -> name.substring(ContainerDataSources.PREFIX.length()))
                .filter(engine -> !owners.containsKey(engine))
                .forEach(this::removeOrphan);
    }

    private void removeOrphan(String engine) {
        String dataSource = ContainerDataSources.PREFIX + engine;
        ProvisioningLog.LOG.orphan(dataSource, engine);
        engines.stop(engine);
        places.close(engine);
        container.remove(dataSource);
    }

    /** Goes on with the tenants whose provisioning a crash has interrupted. Those that fail again stay FAILED. */
    public void resume() {
        List<Tenant> interrupted = registry.withStatus(TenantStatus.PROVISIONING);
        for (Tenant tenant : interrupted) {
            ProvisioningLog.LOG.resuming(tenant.id(), tenant.status().name());
            try {
                provisioning.retry(tenant.id(), ACTOR);
            } catch (NetBuildException e) {
                ProvisioningLog.LOG.notServed(tenant.id(), String.valueOf(e.getMessage()));
            }
        }
    }
}
