package io.netbuild.it.move;

import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of a tenant at a place, as PostgreSQL's superuser sees them. */
final class Rows {

    private static final String JOBS = "act_ru_job";
    private static final Map<String, String> HOUSEKEEPING = Map.of(
            JOBS,
            " and handler_type_ is distinct from 'history-cleanup'",
            "act_hi_job_log",
            " and job_def_type_ is distinct from 'history-cleanup'");

    private Rows() {}

    /** A place that a tenant may live in. */
    record Place(EmbeddedPostgres postgres, String database, String schema) {

        static Place of(TestTenant tenant, String isolation) {
            return isolation.equals("ELSEWHERE")
                    ? of(Stack.second(), tenant, "DATABASE")
                    : of(Stack.server().postgres(), tenant, isolation);
        }

        static Place of(EmbeddedPostgres postgres, TestTenant tenant, String isolation) {
            return switch (isolation) {
                case "SHARED" -> new Place(postgres, "netbuild", "shared");
                case "SCHEMA" -> new Place(postgres, "netbuild", tenant.databaseName());
                case "DATABASE" -> new Place(postgres, tenant.databaseName(), "engine");
                default -> throw new IllegalArgumentException(isolation);
            };
        }

        Connection connect() throws SQLException {
            return postgres.connectAsSuperuser(database);
        }

        boolean exists() throws SQLException {
            try (Connection admin = postgres.connectAsSuperuser("postgres")) {
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

        /** Whether nothing of the tenant is there: no row where it is with others, no place where it was alone. */
        boolean isLeft(TestTenant tenant) throws SQLException {
            return schema.equals("shared") ? count(Rows.all(tenant, this)) == 0 : !exists();
        }
    }

    /** Those of a tenant that is suspended, when what was under way before has ended. */
    static Map<String, List<String>> settled(TestTenant tenant, Place place) throws SQLException {
        Map<String, List<String>> last = Map.of();
        Map<String, List<String>> next = of(tenant, place);
        while (!next.equals(last)) {
            last = next;
            next = of(tenant, place);
        }
        return next;
    }

    /** By table, each as JSON, or its beginning and a hash; without what does not move: the locks of jobs, and the engine's own job that cleans up, with its log. */
    static Map<String, List<String>> of(TestTenant tenant, Place place) throws SQLException {
        return of(tenant, place, HOUSEKEEPING);
    }

    /** The same with what does not move but for locks. */
    private static Map<String, List<String>> all(TestTenant tenant, Place place) throws SQLException {
        return of(tenant, place, Map.of());
    }

    /** @param without conditions on rows that count, by table */
    private static Map<String, List<String>> of(TestTenant tenant, Place place, Map<String, String> without)
            throws SQLException {
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
                                select case when length(shown) > 5000 then left(shown, 500) || ' … ' || md5(shown) else shown end
                                from (select (to_jsonb(t)%s)::text as shown from %s.%s t where t.%s = '%s'%s) r order by shown collate "C"
                                """
                                        .formatted(
                                                parts[0].equals(JOBS)
                                                        ? " - 'lock_owner_' - 'lock_exp_time_' - 'rev_'"
                                                        : "",
                                                place.schema(),
                                                parts[0],
                                                parts[1],
                                                tenant,
                                                without.getOrDefault(parts[0], ""))));
            }
        }
        return rows;
    }

    /** What must not differ, one row a line: {@code -} for what is missing now, {@code +} for what was not there before. */
    static List<String> differences(Map<String, List<String>> before, Map<String, List<String>> now) {
        List<String> differences = new ArrayList<>();
        Set<String> tables = new TreeSet<>(before.keySet());
        tables.addAll(now.keySet());
        for (String table : tables) {
            List<String> old = before.getOrDefault(table, List.of());
            List<String> present = now.getOrDefault(table, List.of());
            without(old, present).forEach(row -> differences.add("- " + table + " " + row));
            without(present, old).forEach(row -> differences.add("+ " + table + " " + row));
        }
        return differences;
    }

    private static List<String> without(List<String> rows, List<String> others) {
        List<String> left = new ArrayList<>(rows);
        others.forEach(left::remove);
        return left;
    }

    static long count(Map<String, List<String>> rows) {
        return rows.values().stream().mapToLong(List::size).sum();
    }
}
