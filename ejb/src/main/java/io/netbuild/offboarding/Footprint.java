package io.netbuild.offboarding;

import java.util.List;

/**
 * Where a tenant has rows.
 *
 * @param own in the platform's own and the shared schema, and in places of the tenant's own: every table that was looked into, also those without any
 * @param foreign rows in places of other tenants, where they should not be
 * @param foreignSchemas how many schemas of other tenants were looked into
 * @param foreignTables how many tables there are in those
 * @param blind tables that may hold rows of the tenant, but cannot be looked into, each as a sentence
 */
public record Footprint(
        List<TableRows> own, List<TableRows> foreign, int foreignSchemas, int foreignTables, List<String> blind) {

    public Footprint {
        own = List.copyOf(own);
        foreign = List.copyOf(foreign);
        blind = List.copyOf(blind);
    }
}
