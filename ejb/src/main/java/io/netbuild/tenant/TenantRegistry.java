package io.netbuild.tenant;

import io.netbuild.audit.AuditLog;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.tenant.internal.JdbcTenantStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The records of all tenants, the truth about who exists and where. Every change is written with its audit entry in one transaction and is
 * known to this server's {@link TenantDirectory} when that has committed. For the platform and its operators: nothing here is limited to the
 * current tenant.
 */
@ApplicationScoped
@Transactional
public class TenantRegistry {

    private final JdbcTenantStore store;
    private final AuditLog audit;
    private final TenantDirectory directory;

    @Inject
    TenantRegistry(JdbcTenantStore store, AuditLog audit, TenantDirectory directory) {
        this.store = store;
        this.audit = audit;
        this.directory = directory;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantRegistry() {
        this(null, null, null);
    }

    /** @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT} */
    public Tenant get(TenantId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    public Optional<Tenant> find(TenantId id) {
        return Sql.call(() -> store.find(id));
    }

    public Page<Tenant> page(TenantQuery query) {
        return Sql.call(() -> store.page(query));
    }

    /** Ordered by id. */
    public List<Tenant> withStatus(TenantStatus... statuses) {
        return Sql.call(() -> store.withStatus(statuses));
    }

    /** The tenants that have an engine of their own, whatever their status, ordered by id. */
    public List<Tenant> withOwnEngine() {
        return Sql.call(store::withOwnEngine);
    }

    /**
     * Makes the record of a new tenant, in {@link TenantStatus#PROVISIONING}, or finds the one that an equal request made before.
     *
     * @param idempotencyKey the caller's key, null when it gave none
     * @throws NetBuildException with {@link ErrorCode#TENANT_EXISTS} when another tenant has the id or external key, and with {@link
     *     ErrorCode#IDEMPOTENCY_KEY_REUSED} when the key came with another request before
     */
    public Registration register(NewTenant wish, @Nullable String idempotencyKey, String actor) {
        String hash = RequestHash.of(wish);
        return Sql.call(() -> {
            if (idempotencyKey != null) {
                requireSameRequest(idempotencyKey, hash);
            }
            ExternalKey key = ExternalKey.of(wish.organisation(), wish.emailDomain());
            boolean created = store.insert(wish, key, hash);
            if (!created) {
                requireSameTenant(wish, key, hash);
            }
            if (idempotencyKey != null) {
                store.insertIdempotencyKey(idempotencyKey, wish.id(), hash);
            }
            if (created) {
                audit.record(
                        actor,
                        wish.id(),
                        "tenant.registered",
                        Map.of("tier", wish.tier().name()));
            }
            return new Registration(get(wish.id()), created);
        });
    }

    /** @param created false when an equal request had made it before */
    public record Registration(Tenant tenant, boolean created) {}

    private void requireSameRequest(String idempotencyKey, String hash) throws SQLException {
        Optional<String> first = store.idempotencyKey(idempotencyKey);
        if (first.isPresent() && !first.get().equals(hash)) {
            throw new NetBuildException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key '%s' came with another request".formatted(idempotencyKey));
        }
    }

    private void requireSameTenant(NewTenant wish, ExternalKey key, String hash) throws SQLException {
        if (store.requestHash(wish.id()).filter(hash::equals).isPresent()) {
            return;
        }
        if (store.find(wish.id()).isPresent()) {
            throw new NetBuildException(
                    ErrorCode.TENANT_EXISTS, "A tenant '%s' exists and differs from the request".formatted(wish.id()));
        }
        throw new NetBuildException(
                ErrorCode.TENANT_EXISTS,
                "Another tenant has the external key %s of this organisation and e-mail domain".formatted(key));
    }

    /**
     * @param expectedVersion the version that the caller has seen, null to change whatever there is
     * @throws NetBuildException with {@link ErrorCode#VERSION_MISMATCH}
     */
    public Tenant change(TenantId id, TenantChange change, @Nullable Long expectedVersion, String actor) {
        return update(id, "tenant.changed", actor, tenant -> {
            if (expectedVersion != null && expectedVersion != tenant.version()) {
                throw new NetBuildException(
                        ErrorCode.VERSION_MISMATCH,
                        "Version %d was expected, but the tenant is at %d"
                                .formatted(expectedVersion, tenant.version()));
            }
            return Tenants.changed(tenant, change);
        });
    }

    /**
     * @param reason shown to whoever looks at the tenant, null for none
     * @throws NetBuildException with {@link ErrorCode#TENANT_NOT_READY} when its status is none of {@code from}
     */
    public Tenant changeStatus(
            TenantId id, List<TenantStatus> from, TenantStatus to, @Nullable String reason, String actor) {
        return update(id, "tenant.status." + to.name().toLowerCase(Locale.ROOT), actor, tenant -> {
            if (!from.contains(tenant.status())) {
                throw new NetBuildException(
                        ErrorCode.TENANT_NOT_READY,
                        "Tenant '%s' is %s, but has to be one of %s".formatted(id, tenant.status(), from));
            }
            return Tenants.withStatus(tenant, to, reason);
        });
    }

    /**
     * Says that a frozen tenant lives elsewhere from now on, in the next epoch, and is not frozen any more.
     *
     * @param epoch of the placement that it moves from
     * @param status that it has from now on
     * @throws NetBuildException with {@link ErrorCode#TENANT_NOT_READY} when it is not {@link TenantStatus#MOVING} or its placement is of another epoch
     */
    public Tenant relocate(TenantId id, long epoch, Placement placement, TenantStatus status, String actor) {
        Sql.run(() -> {
            if (!store.relocate(id, epoch, placement)) {
                throw new NetBuildException(
                        ErrorCode.TENANT_NOT_READY,
                        "The placement of tenant '%s' is not of epoch %d".formatted(id, epoch));
            }
        });
        return changeStatus(id, List.of(TenantStatus.MOVING), status, null, actor);
    }

    /** Removes the record and all that hangs on it. Unknown tenants are fine. */
    public void remove(TenantId id, String actor) {
        Sql.run(() -> {
            store.delete(id);
            audit.record(actor, id, "tenant.removed", Map.of());
            directory.forgetAfterCommit(id);
        });
    }

    private Tenant update(TenantId id, String action, String actor, UnaryOperator<Tenant> change) {
        return Sql.call(() -> {
            Tenant tenant = store.findForUpdate(id).orElseThrow(() -> unknown(id));
            Tenant changed = change.apply(tenant);
            store.update(changed);
            audit.record(actor, id, action, Tenants.difference(tenant, changed));
            directory.forgetAfterCommit(id);
            return get(id);
        });
    }

    static NetBuildException unknown(TenantId id) {
        return new NetBuildException(ErrorCode.UNKNOWN_TENANT, "There is no tenant '%s'".formatted(id));
    }
}
