package io.netbuild.recovery;

import io.netbuild.kernel.TenantId;
import io.netbuild.placement.ContainerDataSources;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.placement.SystemConnections;
import io.netbuild.tenant.Placement;
import java.util.Optional;

/**
 * The part of a distributed transaction that one database has prepared.
 *
 * @param role who has prepared it, and nobody else can end it
 * @param gid its name in the database
 */
record PreparedBranch(String server, String database, String role, String gid, BranchXid xid) {

    /** The container datasource that its role works by; empty when it is none of the platform's. */
    static Optional<String> datasourceOf(String role) {
        if (role.equals(Placement.SHARED.role())) {
            return Optional.of(Placement.SHARED.datasource());
        }
        if (role.equals(SystemConnections.SYSTEM)) {
            return Optional.of(PlacementDataSources.SYSTEM);
        }
        return TenantId.ofDatabaseName(role).map(tenant -> ContainerDataSources.PREFIX + tenant);
    }
}
