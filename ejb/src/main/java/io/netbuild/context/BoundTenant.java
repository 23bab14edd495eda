package io.netbuild.context;

import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;

/**
 * A tenant as a transaction needs it: known, checked and with the limits of its session.
 *
 * @param engine the name of the engine, and so of the datasource, that the tenant lives in
 * @param readOnly whether the database shall refuse every write, as for a suspended tenant
 */
public record BoundTenant(TenantId id, Tier tier, String engine, SessionLimits limits, boolean readOnly) {}
