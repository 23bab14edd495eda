package io.netbuild.engine;

import io.micrometer.core.instrument.Tags;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.placement.PlacementSql;
import io.netbuild.placement.TenantDataSources;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantHome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The engines of tenants' own, with their datasources, while they are needed: both are made at the first call or due job and given back when nobody has worked
 * for the tenant for {@code netbuild.engine.idle-time} (default 5 min), or for twice as long while others are being woken. What rests takes no memory, no connection and no statement. A tenant with the
 * label {@code engine=pinned}, or of a tier in {@code netbuild.engine.pinned-tiers}, is never put to rest.
 *
 * <p>The first time in the life of the server, or a little after its start, the tenant's tables are brought to the version of this build and checked. {@code netbuild.database.migrate=false}
 * leaves migrations to somebody else (default true).
 */
@ApplicationScoped
public class Residences implements TenantHome {

    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final Map<String, Object> RETRY_SOON = Map.of("retryAfterSeconds", 2);

    private final Engines engines;
    private final TenantDataSources dataSources;
    private final PlacementDataSources places;
    private final PlacementSql sql;
    private final PlatformMetrics metrics;
    private final ResidenceSettings settings;
    private final boolean migrate;
    private final Map<String, Residence> residences = new ConcurrentHashMap<>();
    private final Map<String, Tenant> residents = new ConcurrentHashMap<>();
    private final Set<Placement> checked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waking = new AtomicInteger();

    @Inject
    Residences(
            Engines engines,
            TenantDataSources dataSources,
            PlacementDataSources places,
            PlacementSql sql,
            PlatformMetrics metrics,
            ResidenceSettings settings,
            @ConfigProperty(name = "netbuild.database.migrate", defaultValue = "true") boolean migrate) {
        this.engines = engines;
        this.dataSources = dataSources;
        this.places = places;
        this.sql = sql;
        this.metrics = metrics;
        this.settings = settings;
        this.migrate = migrate;
        metrics.gauge(
                "netbuild.engines.idle",
                "Engines of tenants' own that are awake here, and nobody works with",
                Tags.empty(),
                residences,
                all -> all.values().stream().filter(Residence::isIdle).count());
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Residences() {
        this.engines = null;
        this.dataSources = null;
        this.places = null;
        this.sql = null;
        this.metrics = null;
        this.settings = null;
        this.migrate = false;
    }

    @Override
    public Stay enter(Tenant tenant) {
        leaveOld(tenant);
        Residence residence = of(tenant.placement());
        residence.enter(() -> wakeBeforeOthersRest(tenant));
        return residence::leave;
    }

    private void wakeBeforeOthersRest(Tenant tenant) {
        waking.incrementAndGet();
        try {
            wake(tenant);
        } finally {
            waking.decrementAndGet();
        }
    }

    /**
     * Wakes the tenant's engine unless it is awake.
     *
     * @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when its database does not answer
     */
    public void wakeUp(Tenant tenant) {
        enter(tenant).close();
    }

    private Residence of(Placement placement) {
        return residences.computeIfAbsent(placement.engine(), unknown -> new Residence());
    }

    private void wake(Tenant tenant) {
        Placement placement = tenant.placement();
        long start = System.nanoTime();
        try {
            if (!places.isOpen(placement)) {
                dataSources.add(tenant);
            }
            places.requireAnswer(placement.engine());
            if (!places.isReadFromStandby(placement.engine())) {
                prepare(placement);
            }
            engines.start(tenant);
            residents.put(placement.engine(), tenant);
            metrics.engineWoken(tenant.id(), tenant.tier(), Duration.ofNanos(System.nanoTime() - start));
        } catch (NetBuildException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            EngineLog.LOG.notWoken(placement.engine(), e);
            NetBuildException unavailable = new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE,
                    "The engine of tenant '%s' cannot be started now".formatted(tenant.id()),
                    RETRY_SOON);
            unavailable.initCause(e);
            throw unavailable;
        }
    }

    /** An engine at the place that the tenant has moved from is nothing to it any more. */
    private void leaveOld(Tenant tenant) {
        Tenant resident = residents.get(tenant.placement().engine());
        if (resident == null || resident.epoch() == tenant.epoch()) {
            return;
        }
        if (resident.epoch() > tenant.epoch()) {
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE, "Tenant '%s' has moved".formatted(tenant.id()), RETRY_SOON);
        }
        of(resident.placement())
                .evictIf(() -> isOlder(resident.placement(), tenant.epoch()), () -> rest(resident.placement()));
    }

    private boolean isOlder(Placement placement, long epoch) {
        Tenant resident = residents.get(placement.engine());
        return resident != null && resident.epoch() < epoch;
    }

    /**
     * Does beforehand what the first waking in the life of the server does besides: brings the tenant's tables to the version of this build and checks them. Wakes
     * nothing.
     *
     * @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when they are not safe
     */
    public void prepare(Tenant tenant) throws SQLException {
        prepare(tenant.placement());
    }

    private void prepare(Placement placement) throws SQLException {
        if (checked.contains(placement)) {
            return;
        }
        if (migrate) {
            sql.migrate(placement);
        }
        sql.requireSafe(placement);
        checked.add(placement);
    }

    /** Says that the tenant's tables have just been made by this build, and need no check at the first wake-up. */
    public void trust(Placement placement) {
        checked.add(placement);
    }

    /**
     * Takes notice of how a tenant is now, and wakes its engine if it is one that is to be awake always. Of another tier, or of a tenant that is not suspended any
     * more, it is made anew when nobody works with it.
     *
     * @throws NetBuildException as {@link #wakeUp} does
     */
    public void update(Tenant tenant) {
        if (!tenant.placement().isolation().ownEngine()) {
            Tenant resident = residents.get(tenant.id().value());
            if (resident != null && resident.epoch() < tenant.epoch()) {
                evict(resident.placement());
            }
            return;
        }
        leaveOld(tenant);
        Tenant before = residents.replace(tenant.placement().engine(), tenant);
        if (before != null && (before.tier() != tenant.tier() || mayWriteAgain(before, tenant))) {
            of(tenant.placement()).outdate();
        }
        if (settings.isPinned(tenant)) {
            wakeUp(tenant);
        }
    }

    /** What an engine writes when it starts is made up for by another start. */
    private static boolean mayWriteAgain(Tenant before, Tenant tenant) {
        return before.status() == TenantStatus.SUSPENDED && tenant.status() == TenantStatus.ACTIVE;
    }

    /** Puts the engines to rest that nobody has needed for long enough. To be called from time to time. */
    public void restIdle() {
        residents.forEach((engine, tenant) -> {
            if (of(tenant.placement()).restAfter(longestIdle(tenant), () -> rest(tenant.placement()))) {
                metrics.engineRested();
            }
        });
    }

    /** Somebody waits for a wake-up and nobody for a rest, and the container makes one change of its datasources after the other. */
    private Duration longestIdle(Tenant tenant) {
        if (settings.isPinned(tenant)) {
            return FOREVER;
        }
        return waking.get() == 0 ? settings.idleTime() : settings.idleTime().multipliedBy(2);
    }

    private void rest(Placement placement) {
        engines.stop(placement.engine());
        dataSources.rest(placement);
        residents.remove(placement.engine());
    }

    /** Takes the placement out of use at once and for good, with its datasource's secret. What is not there is fine. */
    public void evict(Placement placement) {
        evict(placement.engine(), placement.datasource());
    }

    /** As {@link #evict(Placement)}, of a tenant of which nothing else is known any more. */
    public void evict(String engine, String datasource) {
        residences.computeIfAbsent(engine, unknown -> new Residence()).evict(() -> {
            engines.stop(engine);
            dataSources.remove(engine, datasource);
        });
        checked.removeIf(placement -> placement.engine().equals(engine));
        residents.remove(engine);
        residences.remove(engine);
    }
}
