package io.netbuild.context;

import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;

/**
 * A tenant as a transaction needs it: known, checked and with the limits of its session.
 *
 * @param engine the name of the engine, and so of the datasource, that the tenant lives in
 * @param epoch of the placement by which it is known; grows with each move
 * @param since when it was known to be so, by {@link System#nanoTime}
 */
public record BoundTenant(
        TenantId id, Tier tier, String engine, long epoch, SessionLimits limits, Access access, long since) {

    /** As it is known now. */
    public BoundTenant(TenantId id, Tier tier, String engine, long epoch, SessionLimits limits, Access access) {
        this(id, tier, engine, epoch, limits, access, System.nanoTime());
    }

    /** What it may do. Unless it may write, its transactions are read-only in the database. */
    public enum Access {
        WRITE,
        /** Write whatever its status is, for the platform's own work on it. */
        MAINTENANCE,
        /** Only read, because it is suspended. */
        SUSPENDED,
        /** Only read, because it is leaving. */
        OFFBOARDING,
        /** Only read, because this node cannot find out whether it may write. */
        FENCED,
        /** Only read, because what it reads from is a standby. */
        STANDBY
    }

    /** Whether the database shall refuse every write. */
    public boolean readOnly() {
        return access != Access.WRITE && access != Access.MAINTENANCE;
    }
}
