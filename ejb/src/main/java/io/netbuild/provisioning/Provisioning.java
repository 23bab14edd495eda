package io.netbuild.provisioning;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.netbuild.engine.Residences;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.placement.PlacementSql;
import io.netbuild.placement.PostgresServers;
import io.netbuild.tenant.NewTenant;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes tenants and removes them. A tenant that was registered is either ACTIVE in the end or FAILED with the reason and a way to try again, also
 * when the server dies in between: what it left behind is resumed at the next start. To be called outside of a transaction and of any tenant's
 * scope, by operators.
 */
@ApplicationScoped
public class Provisioning {

    /** What others do in the catalogue at the same moment can make PostgreSQL refuse. */
    private static final RetryPolicy<Object> DROP_RETRIES = RetryPolicy.builder()
            .handle(SQLException.class)
            .withMaxRetries(3)
            .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(1))
            .build();

    private static final List<TenantStatus> UNFINISHED = List.of(TenantStatus.PROVISIONING, TenantStatus.FAILED);

    private final TenantRegistry registry;
    private final PostgresServers servers;
    private final Steps steps;
    private final TenantLocks locks;
    private final TenantContents contents;
    private final Residences residences;
    private final PlacementSql sql;
    private final RemovalTurn turn;

    @Inject
    Provisioning(
            TenantRegistry registry,
            PostgresServers servers,
            Steps steps,
            TenantLocks locks,
            TenantContents contents,
            Residences residences,
            PlacementSql sql,
            RemovalTurn turn) {
        this.registry = registry;
        this.servers = servers;
        this.steps = steps;
        this.locks = locks;
        this.contents = contents;
        this.residences = residences;
        this.sql = sql;
        this.turn = turn;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Provisioning() {
        this(null, null, null, null, null, null, null, null);
    }

    /**
     * Makes the tenant and waits until it is ACTIVE; finds it when an equal request made it before.
     *
     * @param idempotencyKey the caller's key, null when it gave none
     * @throws NetBuildException with {@link ErrorCode#PROVISIONING_FAILED} when it is FAILED now, and as {@link TenantRegistry#register} does
     */
    public TenantRegistry.Registration create(NewTenant wish, @Nullable String idempotencyKey, String actor) {
        servers.get(wish.server());
        TenantRegistry.Registration registration = registry.register(wish, idempotencyKey, actor);
        if (registration.tenant().status() != TenantStatus.PROVISIONING) {
            return registration;
        }
        return new TenantRegistry.Registration(finish(wish.id(), actor), registration.created());
    }

    /**
     * Tries a FAILED tenant again, or goes on with one in PROVISIONING.
     *
     * @throws NetBuildException with {@link ErrorCode#TENANT_NOT_READY} for any other, and with {@link ErrorCode#PROVISIONING_FAILED}
     */
    public Tenant retry(TenantId id, String actor) {
        registry.changeStatus(id, UNFINISHED, TenantStatus.PROVISIONING, null, actor);
        return finish(id, actor);
    }

    private Tenant finish(TenantId id, String actor) {
        long start = System.nanoTime();
        try (TenantLocks.Lock lock = locks.lock(id)) {
            Tenant tenant = registry.get(id);
            if (tenant.status() != TenantStatus.PROVISIONING) {
                return tenant; // somebody else has just done it
            }
            steps.doAll(tenant);
            Tenant active = registry.changeStatus(id, UNFINISHED, TenantStatus.ACTIVE, null, actor);
            ProvisioningLog.LOG.active(
                    id,
                    tenant.placement().isolation().name(),
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
            return active;
        } catch (NetBuildException e) {
            if (e.code() == ErrorCode.PROVISIONING_FAILED) {
                registry.changeStatus(id, UNFINISHED, TenantStatus.FAILED, e.getMessage(), actor);
            }
            throw e;
        } catch (SQLException e) {
            throw new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "The tenant registry does not answer", e);
        }
    }

    /**
     * Removes a tenant with its engine, datasource, schema or database and rows. Can be repeated until it has succeeded.
     *
     * @param force whether to remove it although it still has process instances
     * @throws NetBuildException with {@link ErrorCode#TENANT_NOT_EMPTY} unless forced, and what an observer of {@link TenantRemoval} throws
     */
    public void remove(TenantId id, boolean force, String actor) {
        try (TenantLocks.Lock lock = locks.lock(id)) {
            Tenant tenant = registry.get(id);
            turn.requireRemovable(id);
            if (!force) {
                contents.requireEmpty(tenant);
            }
            turn.begin(id, actor);
            Placement placement = tenant.placement();
            if (placement.isolation().ownEngine()) {
                residences.evict(placement);
                Failsafe.with(DROP_RETRIES).run(() -> sql.drop(id, placement));
            }
            contents.delete(id);
            registry.remove(id, actor);
            ProvisioningLog.LOG.removed(id);
        } catch (SQLException | FailsafeException e) {
            ProvisioningLog.LOG.notRemoved(id, e);
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE, "Tenant '%s' could not be removed completely".formatted(id), e);
        }
    }
}
