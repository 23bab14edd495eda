package io.netbuild.database;

/**
 * A table with tenants' rows.
 *
 * @param name unqualified, lower case
 * @param tenantColumn holds the id of the tenant whose row it is
 */
public record TenantTable(String name, String tenantColumn) {}
