package io.netbuild.offboarding;

/**
 * How many rows a tenant has in a table.
 *
 * @param server the database server, by its name in the configuration
 */
public record TableRows(String server, String database, String schema, String table, long rows) {

    /** Where it is, for people. */
    public String place() {
        return "%s/%s %s.%s".formatted(server, database, schema, table);
    }

    TableRows with(long otherRows) {
        return new TableRows(server, database, schema, table, otherRows);
    }

    boolean isSamePlaceAs(TableRows other) {
        return with(0).equals(other.with(0));
    }
}
