package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class StatementsTest {

    private static final Instant TIME = Instant.parse("2030-01-02T03:04:05.678901Z");

    private final DataSource dataSource = TestDatabase.get().system();

    @Test
    void parametersShouldComeBackAsTheyAre() throws SQLException {
        List<List<?>> rows = Statements.list(
                dataSource,
                "select ?::timestamptz as at, ?::text[] as texts, (?::bigint[])[2] as number, ?::text as text",
                row -> List.of(
                        Columns.instant(row, "at"),
                        Objects.requireNonNull(Columns.textsOrNull(row, "texts")),
                        row.getLong("number"),
                        row.getString("text")),
                TIME,
                List.of("one", "{\"two\", NULL}"),
                new long[] {1, Long.MAX_VALUE},
                "it's");

        assertThat(rows).containsExactly(List.of(TIME, List.of("one", "{\"two\", NULL}"), Long.MAX_VALUE, "it's"));
    }

    @Test
    void nothingShouldComeBackAsNull() throws SQLException {
        List<Object> values = Statements.first(
                        dataSource,
                        "select ?::timestamptz as at, ?::text[] as texts",
                        row -> Arrays.<Object>asList(
                                Columns.instantOrNull(row, "at"), Columns.textsOrNull(row, "texts")),
                        null,
                        null)
                .orElseThrow();

        assertThat(values).containsOnlyNulls().hasSize(2);
    }

    @Test
    void firstShouldBeEmptyWhenThereIsNoRow() throws SQLException {
        assertThat(Statements.first(dataSource, "select 1 where ? = 2", row -> row.getInt(1), 1))
                .isEmpty();
    }

    @Test
    void updateShouldSayHowManyRowsWereWritten() throws SQLException {
        String add =
                "insert into netbuild.audit_log (actor, tenant_id, action, detail) select 'alice', t.id, 'tenant.changed', '{}' from unnest(?::text[]) t (id)";

        assertThat(Statements.update(dataSource, add, List.of())).isZero();
        assertThat(Statements.update(dataSource, add, List.of(TestDatabase.ACME, TestDatabase.BETA)))
                .isEqualTo(2);
    }
}
