/**
 * The registry of tenants: who they are, what they booked, where they live and whether they may work now. Start with {@link
 * io.netbuild.tenant.TenantRegistry} (the records) and {@link io.netbuild.tenant.TenantGate} (the way into a tenant's scope). Must not depend on
 * engines or on how a placement is made.
 */
@NullMarked
package io.netbuild.tenant;

import org.jspecify.annotations.NullMarked;
