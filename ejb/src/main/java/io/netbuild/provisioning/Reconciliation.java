package io.netbuild.provisioning;

import io.netbuild.engine.Engines;
import io.netbuild.engine.Residences;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.placement.ContainerDataSources;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings this server in line with the registry, which is the truth about placements: wakes the engines that are to be awake always, and removes what belongs to no
 * tenant any more. All other engines are woken when they are needed. One broken tenant delays the others by a time-out at most.
 */
@ApplicationScoped
public class Reconciliation {

    private static final String ACTOR = "reconciliation";
    private static final Duration BETWEEN_PREPARATIONS = Duration.ofMillis(50);

    private final TenantRegistry registry;
    private final Provisioning provisioning;
    private final ContainerDataSources container;
    private final Engines engines;
    private final Residences residences;
    private final TenantLocks locks;

    @Inject
    Reconciliation(
            TenantRegistry registry,
            Provisioning provisioning,
            ContainerDataSources container,
            Engines engines,
            Residences residences,
            TenantLocks locks) {
        this.registry = registry;
        this.provisioning = provisioning;
        this.container = container;
        this.engines = engines;
        this.residences = residences;
        this.locks = locks;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Reconciliation() {
        this(null, null, null, null, null, null);
    }

    /** Looks at all tenants that have an engine of their own. Can run as often as one likes. */
    public void run() {
        Map<String, Tenant> owners = registry.withOwnEngine().stream()
                .filter(tenant -> tenant.status() != TenantStatus.ERASED)
                .collect(Collectors.toMap(tenant -> tenant.placement().engine(), Function.identity()));
        owners.values().stream().filter(tenant -> isServed(tenant.status())).forEach(this::update);
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
        if (isServed(tenant.get().status())) {
            update(tenant.get());
        }
        return true;
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

    private void update(Tenant tenant) {
        try {
            residences.update(tenant);
        } catch (NetBuildException e) {
            ProvisioningLog.LOG.notServed(tenant.id(), String.valueOf(e.getMessage()));
        }
    }

    private void removeOrphans(Map<String, Tenant> owners) {
        Stream.concat(
                        engines.names().stream(),
                        container.names().stream().map(name -> name.substring(ContainerDataSources.PREFIX.length())))
                .filter(engine -> !engine.equals(Placement.SHARED.engine()) && !owners.containsKey(engine))
                .distinct()
                .forEach(this::removeOrphan);
    }

    private void removeOrphan(String engine) {
        String dataSource = ContainerDataSources.PREFIX + engine;
        ProvisioningLog.LOG.orphan(dataSource, engine);
        residences.evict(engine, dataSource);
    }

    /**
     * Has the tables of all tenants with engines of their own prepared, one after the other with a pause, so that no first call after an upgrade has to wait for it and
     * their databases can be watched. Those that cannot be prepared now are tried again when they are needed.
     */
    public void prepare() {
        for (Tenant tenant : registry.withOwnEngine()) {
            if (isServed(tenant.status())) {
                try {
                    residences.prepare(tenant);
                    Thread.sleep(BETWEEN_PREPARATIONS.toMillis());
                } catch (SQLException | RuntimeException e) {
                    ProvisioningLog.LOG.notServed(tenant.id(), String.valueOf(e.getMessage()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
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
