package io.netbuild.context;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The tenant of the running request, message or job, for code that has to know it. Most code does not. */
@ApplicationScoped
public class CurrentTenant {

    /** @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#NO_TENANT} when there is none */
    public TenantId id() {
        return TenantContext.requireTenant().id();
    }

    /** Empty outside of a tenant's request, message or job. */
    public Optional<TenantId> find() {
        return TenantContext.tenant().map(BoundTenant::id);
    }
}
