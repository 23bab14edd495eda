package io.netbuild.context;

import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;
import java.time.Duration;

/** Tenants for tests. */
public final class BoundTenants {

    private BoundTenants() {}

    /** A tenant of the shared engine. */
    public static BoundTenant shared(String id) {
        return of(id, "default", false);
    }

    public static BoundTenant of(String id, String engine, boolean readOnly) {
        return new BoundTenant(
                new TenantId(id),
                Tier.TRIAL,
                engine,
                1,
                new SessionLimits(32, Duration.ofSeconds(10)),
                readOnly ? BoundTenant.Access.SUSPENDED : BoundTenant.Access.WRITE);
    }
}
