package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaRemovalTest {

    private static final TestDatabase DATABASE = TestDatabase.get();

    /** A session of its own, which does not wait for locks. */
    private static Connection owner() throws SQLException {
        Connection owner = DATABASE.server()
                .dataSource(TestDatabase.DATABASE, TestDatabase.OWNER, "public")
                .getConnection();
        try (Statement statement = owner.createStatement()) {
            statement.execute("set lock_timeout = '100ms'");
        }
        return owner;
    }

    private static List<String> left(String schema) throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            return transaction.column("select nspname from pg_namespace where nspname like '%" + schema + "'");
        }
    }

    private static long tables(String schema) throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            return Long.parseLong(
                    transaction.value("select count(*) from pg_tables where schemaname = '" + schema + "'"));
        }
    }

    @Test
    void nothingOfASchemaShouldBeLeft() throws SQLException {
        String schema = RowCopyTest.schemaOf("removed-1").schema();
        TestDatabase.execute(
                DATABASE.owner(),
                "create view %1$s.seen as select * from %1$s.act_ru_task; create sequence %1$s.counted"
                        .formatted(schema));

        try (Connection owner = owner()) {
            SchemaRemoval.drop(owner, schema);
            assertThat(left(schema)).isEmpty();

            SchemaRemoval.drop(owner, schema);
        }
    }

    @Test
    void aRemovalThatWasBrokenOffShouldLeaveNothingByTheNameAndGoOn() throws SQLException {
        String schema = RowCopyTest.schemaOf("removed-2").schema();
        long tables = tables(schema);

        try (Connection owner = owner()) {
            try (Transaction reader = Transaction.ofAdmin()) {
                reader.execute("lock table %s.act_ru_task in access share mode".formatted(schema));

                assertThatThrownBy(() -> SchemaRemoval.drop(owner, schema))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("lock timeout");
            }

            assertThat(left(schema)).hasSize(1).doesNotContain(schema);
            assertThat(tables(left(schema).get(0))).isBetween(1L, tables - 1);
            DATABASE.migrations().migrateEngineSchema(DATABASE.owner(), TestDatabase.isolated("removed-2"));
            assertThat(tables(schema)).isEqualTo(tables);

            SchemaRemoval.drop(owner, schema);
        }
        assertThat(left(schema)).isEmpty();
    }
}
