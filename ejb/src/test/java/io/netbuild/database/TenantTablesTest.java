package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table with tenants' rows, one by one: another tenant sees nothing, nobody sees anything without a tenant, nobody writes for another. */
class TenantTablesTest {

    private static final String MINE = TestDatabase.ACME;
    private static final String THEIRS = TestDatabase.BETA;

    /** A table of a schema, and the role that works there. */
    record Subject(String schema, String role, TenantTable table) {

        String name() {
            return schema + "." + table.name();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static Stream<Subject> subjects() throws SQLException {
        List<Subject> subjects = new ArrayList<>();
        subjects.addAll(subjects(new EngineSchema(Migrations.CONTROL_SCHEMA, TestDatabase.APP)));
        subjects.addAll(subjects(EngineSchema.SHARED));
        subjects.addAll(subjects(TestDatabase.isolated(TestDatabase.GAMMA)));
        return subjects.stream();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void rowsShouldBeTheirTenantsAlone(Subject subject) throws SQLException {
        String column = subject.table().tenantColumn();
        try (Transaction transaction = Transaction.ofAdmin()) {
            insertRow(transaction, subject, MINE);
            insertRow(transaction, subject, THEIRS);
            String copy = transaction.value(
                    "select row_to_json(t)::text from " + subject.name() + " t where " + column + " = ?", THEIRS);
            boolean readable = readable(transaction, subject);

            transaction.as(subject.role(), MINE);
            if (readable) {
                assertThat(transaction.count(subject.name() + " where " + column + " = ?", MINE))
                        .as("own rows")
                        .isPositive();
                assertThat(transaction.count(subject.name() + " where " + column + " = ?", THEIRS))
                        .as("rows of another tenant")
                        .isZero();
            } else {
                assertThat(transaction.error("select from " + subject.name())).isEqualTo(Transaction.DENIED);
            }
            assertThat(transaction.error("insert into %s select * from json_populate_record(null::%s, '%s')"
                            .formatted(subject.name(), subject.name(), copy)))
                    .as("insert for another tenant")
                    .isEqualTo(Transaction.DENIED);
            if (readable && writable(transaction, subject)) {
                assertThat(transaction.error("update %s set %s = '%s'".formatted(subject.name(), column, THEIRS)))
                        .as("giving a row away")
                        .isEqualTo(Transaction.DENIED);
                assertThat(transaction.update(
                                "delete from %s where %s = '%s'".formatted(subject.name(), column, THEIRS)))
                        .as("deleting for another tenant")
                        .isZero();
            }

            transaction.as(subject.role(), null);
            if (readable) {
                assertThat(transaction.count(subject.name()))
                        .as("rows without a tenant")
                        .isZero();
            }
            assertThat(transaction.error("insert into %s select * from json_populate_record(null::%s, '%s')"
                            .formatted(subject.name(), subject.name(), copy)))
                    .as("insert without a tenant")
                    .isEqualTo(Transaction.DENIED);
        }
    }

    @Test
    void everyTableWithATenantColumnShouldBeListed() throws SQLException {
        for (String schema : List.of(Migrations.CONTROL_SCHEMA, "shared", "tenant_gamma")) {
            try (Transaction transaction = Transaction.of(TestDatabase.get().owner())) {
                List<String> withColumn = transaction.column(
                        "select distinct c.relname::text from pg_attribute a join pg_class c on c.oid = a.attrelid "
                                + "where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p') and not c.relispartition "
                                + "and a.attname in ('tenant_id', 'tenant_id_', 'rls_tenant_')",
                        schema);

                assertThat(TenantTables.of(transaction.connection(), schema))
                        .extracting(TenantTable::name)
                        .containsAll(withColumn)
                        .hasSize(withColumn.size() + 1)
                        .containsAnyOf("tenants", "act_id_tenant");
            }
        }
    }

    @Test
    void everyTableOfTheEngineShouldHaveForcedRowLevelSecurity() throws SQLException {
        try (Transaction transaction = Transaction.of(TestDatabase.get().app())) {
            assertThat(transaction.column(
                            "select relname::text from pg_class where relnamespace = 'shared'::regnamespace and relkind = 'r' "
                                    + "and relname like 'act\\_%' and relrowsecurity and relforcerowsecurity"))
                    .hasSize(49);
            assertThat(transaction.count("pg_class where relnamespace = 'shared'::regnamespace and relkind = 'r' "
                            + "and relname like 'act\\_%'"))
                    .isEqualTo(49);
        }
    }

    private static List<Subject> subjects(EngineSchema schema) throws SQLException {
        try (Connection connection = TestDatabase.get().operator().getConnection()) {
            return TenantTables.of(connection, schema.schema()).stream()
                    .map(table -> new Subject(schema.schema(), schema.applicationRole(), table))
                    .toList();
        }
    }

    private static boolean readable(Transaction transaction, Subject subject) throws SQLException {
        return "t"
                .equals(transaction.value(
                        "select has_table_privilege(?, ?, 'select')", subject.role(), subject.name()));
    }

    private static boolean writable(Transaction transaction, Subject subject) throws SQLException {
        return "t"
                .equals(transaction.value(
                        "select has_table_privilege(?, ?, 'update') and has_table_privilege(?, ?, 'delete')",
                        subject.role(),
                        subject.name(),
                        subject.role(),
                        subject.name()));
    }

    /** Fills what must not be null, and does without foreign keys. */
    static void insertRow(Transaction transaction, Subject subject, String tenant) throws SQLException {
        List<String> columns = transaction.column(
                "select a.attname || ' ' || format_type(a.atttypid, null) from pg_attribute a where a.attrelid = ?::regclass and a.attnum > 0 "
                        + "and not a.attisdropped and (a.attname = ? or a.attnotnull and not a.atthasdef)",
                subject.name(),
                subject.table().tenantColumn());
        String names = columns.stream().map(column -> column.split(" ", 2)[0]).collect(Collectors.joining(", "));
        String values = columns.stream()
                .map(column -> value(subject, column.split(" ", 2)[0], column.split(" ", 2)[1], tenant))
                .collect(Collectors.joining(", "));
        transaction.execute("set local session_replication_role = replica");
        transaction.execute("delete from %s where %s = '%s'"
                .formatted(subject.name(), subject.table().tenantColumn(), tenant));
        transaction.execute("insert into %s (%s) values (%s)".formatted(subject.name(), names, values));
        transaction.execute("set local session_replication_role = origin");
    }

    private static String value(Subject subject, String column, String type, String tenant) {
        if (column.equals(subject.table().tenantColumn())) {
            return "'" + tenant + "'";
        }
        if (subject.table().name().equals("api_keys") && column.equals("id")) {
            return "'nbk_' || translate(substr(md5('row of " + tenant + "'), 1, 16), '0189', 'ghij')";
        }
        if (column.equals("external_key")) {
            return "substr(md5('row of " + tenant + "'), 1, 16)";
        }
        if (column.startsWith("status")
                || column.equals("tier")
                || column.endsWith("isolation")
                || column.equals("kind")) {
            return switch (column) {
                case "status", "status_before" -> "'ACTIVE'";
                case "tier" -> "'TRIAL'";
                case "isolation", "source_isolation", "target_isolation" -> "'SHARED'";
                default -> "'CARD'";
            };
        }
        if (column.equals("role")) {
            return "'user'";
        }
        if (column.equals("period_end")) {
            return "current_date + 1";
        }
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "character varying", "text", "character" -> "'row of " + tenant + "'";
            case "bytea" -> "sha256('row of " + tenant + "')";
            case "uuid" -> "gen_random_uuid()";
            case "text[]" -> "'{}'";
            case "date" -> "current_date";
            case "timestamp without time zone", "timestamp with time zone" -> "now()";
            case "bigint" -> "floor(random() * 1e15)::bigint";
            default -> "1";
        };
    }
}
