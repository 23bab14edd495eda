package io.netbuild.it.move;

import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a tenant at a place, as PostgreSQL's superuser sees them. */
final class Rows {

    private Rows() {}

    /** A place that a tenant may live in. */
    record Place(boolean second, String database, String schema) {

        static Place of(TestTenant tenant, String isolation) {
            return switch (isolation) {
                case "SHARED" -> new Place(false, "netbuild", "shared");
                case "SCHEMA" -> new Place(false, "netbuild", tenant.databaseName());
                case "DATABASE" -> new Place(false, tenant.databaseName(), "engine");
                case "ELSEWHERE" -> new Place(true, tenant.databaseName(), "engine");
                default -> throw new IllegalArgumentException(isolation);
            };
        }

        Connection connect() throws SQLException {
            return (second ? Stack.second() : Stack.server().postgres()).connectAsSuperuser(database);
        }

        boolean exists() throws SQLException {
            try (Connection admin =
                    (second ? Stack.second() : Stack.server().postgres()).connectAsSuperuser("postgres")) {
                if (Databases.column(admin, "select datname from pg_database where datname = '" + database + "'")
                        .isEmpty()) {
                    return false;
                }
            }
            try (Connection connection = connect()) {
                return !Databases.column(
                                connection, "select nspname from pg_namespace where nspname = '" + schema + "'")
                        .isEmpty();
            }
        }
    }

    /** All rows by table, each as JSON, without what a move changes on purpose: the locks of jobs. */
    static Map<String, List<String>> of(TestTenant tenant, Place place) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = place.connect()) {
            for (String table : Databases.column(
                    connection,
                    "select table_name || ' ' || tenant_column from %s.tenant_tables where tenant_column is not null and access = 'WRITE'"
                            .formatted(place.schema()))) {
                String[] parts = table.split(" ", 2);
                rows.put(
                        parts[0],
                        Databases.column(
                                connection,
                                """
                                select shown from (select (to_jsonb(t)%s)::text as shown from %s.%s t where t.%s = '%s') r order by shown collate "C"
                                """
                                        .formatted(
                                                parts[0].equals("act_ru_job")
                                                        ? " - 'lock_owner_' - 'lock_exp_time_' - 'rev_'"
                                                        : "",
                                                place.schema(),
                                                parts[0],
                                                parts[1],
                                                tenant)));
            }
        }
        return rows;
    }

    static long count(Map<String, List<String>> rows) {
        return rows.values().stream().mapToLong(List::size).sum();
    }
}
