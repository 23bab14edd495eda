package io.netbuild.provisioning;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** The moment at which a removal begins: one transaction, in which those are asked who may keep the tenant. */
@ApplicationScoped
@Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
public class RemovalTurn {

    private final TenantRegistry registry;
    private final Event<TenantRemoval> removals;

    @Inject
    RemovalTurn(TenantRegistry registry, Event<TenantRemoval> removals) {
        this.registry = registry;
        this.removals = removals;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected RemovalTurn() {
        this(null, null);
    }

    /** Whether anybody keeps the tenant as it is now. @throws NetBuildException what an observer of {@link TenantRemoval} throws */
    public void requireRemovable(TenantId id) {
        removals.fire(new TenantRemoval(id));
    }

    /**
     * From now on nobody works for the tenant, and there is no way back. Whoever may keep it is asked again, when its status has changed: what began before is found, and nothing can begin since.
     *
     * @throws NetBuildException what an observer of {@link TenantRemoval} throws; then nothing is changed
     */
    public void begin(TenantId id, String actor) {
        registry.changeStatus(id, List.of(TenantStatus.values()), TenantStatus.ERASED, "being removed", actor);
        requireRemovable(id);
    }
}
