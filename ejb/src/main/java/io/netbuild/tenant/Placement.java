package io.netbuild.tenant;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;

/**
 * Where a tenant lives. All names follow from its id, so that a placement is known before any of it exists.
 *
 * @param engine the name of its process engine
 * @param datasource the name of its container datasource
 * @param server the database server, by its name in the configuration
 * @param role the PostgreSQL role that its work runs as
 */
public record Placement(
        Isolation isolation,
        String engine,
        String datasource,
        String server,
        String database,
        String schema,
        String role) {

    /** The server that holds the control plane and the shared engine. */
    public static final String MAIN_SERVER = "default";

    public static final String MAIN_DATABASE = "netbuild";

    /** The engine that all {@link Isolation#SHARED} tenants live in; it is the default engine for Camunda's own look-ups too. */
    public static final Placement SHARED = new Placement(
            Isolation.SHARED, "default", "netbuild-shared", MAIN_SERVER, MAIN_DATABASE, "shared", "netbuild_app");

    private static final String DATABASE_SCHEMA = "engine";

    public static Placement of(TenantId tenant, Isolation isolation, String server) {
        String name = tenant.databaseName();
        return switch (isolation) {
            case SHARED -> SHARED;
            case SCHEMA ->
                new Placement(isolation, tenant.value(), "tenant-" + tenant, MAIN_SERVER, MAIN_DATABASE, name, name);
            case DATABASE ->
                new Placement(isolation, tenant.value(), "tenant-" + tenant, server, name, DATABASE_SCHEMA, name);
        };
    }
}
