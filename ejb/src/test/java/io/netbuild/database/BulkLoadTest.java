package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.rows.BulkLoad;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new place of a tenant, from filling it to having PostgreSQL know what is in it. */
class BulkLoadTest {

    private static final TestDatabase DATABASE = TestDatabase.get();
    private static final int ROWS = 1_000;

    @Test
    void indexesThatAreMadeLaterShouldBeThoseThatWereThere() throws SQLException {
        EngineSchema place = RowCopyTest.schemaOf("loaded-1");
        List<String> tables = List.of("act_hi_procinst", "act_ru_job", "act_ru_authorization");

        try (Connection owner = DATABASE.owner().getConnection()) {
            List<String> before = allIndexes(owner, place);
            List<String> later = BulkLoad.indexes(owner, place.schema(), tables);
            for (int i = 0; i < 2; i++) {
                BulkLoad.drop(owner, place.schema(), later);
            }
            assertThat(later)
                    .hasSizeGreaterThan(15)
                    .allMatch(index -> tables.stream()
                                    .filter(table -> BulkLoad.isOn(index, place.schema(), table))
                                    .count()
                            == 1);
            assertThat(allIndexes(owner, place))
                    .hasSize(before.size() - later.size())
                    .doesNotContainAnyElementsOf(later);
            for (int i = 0; i < 2; i++) {
                for (String index : later) {
                    BulkLoad.create(owner, index);
                }
            }

            assertThat(allIndexes(owner, place)).isEqualTo(before);
        }
    }

    private static List<String> allIndexes(Connection owner, EngineSchema place) throws SQLException {
        return texts(
                owner,
                "select indexdef from pg_indexes where schemaname = '%s' order by indexdef collate \"C\""
                        .formatted(place.schema()));
    }

    @Test
    void aRoughLookShouldTellHowManyRowsThereAreAndLeaveTheRestToAutovacuum() throws SQLException {
        EngineSchema place = RowCopyTest.schemaOf("loaded-2");

        try (Connection owner = DATABASE.owner().getConnection();
                Side side = Side.of(RowCopyTest.connect("netbuild"), place.schema())) {
            Table attachments = side.tables().stream()
                    .filter(table -> table.name().equals("act_hi_attachment"))
                    .findFirst()
                    .orElseThrow();
            side.commit();
            fill(place);

            BulkLoad.analyzeRoughly(owner, place.schema(), attachments);
            assertThat(BulkLoad.knownRows(side, attachments)).isEqualTo(ROWS);
            assertThat(changedSinceAnalyzed(owner, place)).containsExactly("" + ROWS);

            BulkLoad.analyze(owner, place.schema(), attachments);
            assertThat(changedSinceAnalyzed(owner, place)).containsExactly("0");
        }
    }

    private static void fill(EngineSchema place) throws SQLException {
        try (Connection system = RowCopyTest.connect("netbuild");
                Statement statement = system.createStatement()) {
            statement.execute(
                    "insert into %s.act_hi_attachment (id_, tenant_id_) select i::text, 'loaded-2' from generate_series(1, %d) i"
                            .formatted(place.schema(), ROWS));
            statement.execute("select pg_stat_force_next_flush()");
        }
    }

    private static List<String> changedSinceAnalyzed(Connection owner, EngineSchema place) throws SQLException {
        return texts(
                owner,
                "select n_mod_since_analyze from pg_stat_all_tables where relid = '%s.act_hi_attachment'::regclass"
                        .formatted(place.schema()));
    }

    private static List<String> texts(Connection owner, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
