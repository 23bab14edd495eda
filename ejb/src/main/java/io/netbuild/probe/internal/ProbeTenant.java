package io.netbuild.probe.internal;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;

/**
 * A tenant that was made for a probe.
 *
 * @param name what reports call it, such as {@code shared-a}
 */
record ProbeTenant(String name, Tenant tenant) {

    TenantId id() {
        return tenant.id();
    }

    Placement placement() {
        return tenant.placement();
    }

    Isolation isolation() {
        return placement().isolation();
    }

    /** A text that nobody but this tenant has. */
    String secret() {
        return "secret-of-" + id();
    }

    @Override
    public String toString() {
        return name;
    }
}
