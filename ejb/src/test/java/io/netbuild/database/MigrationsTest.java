package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.database.internal.SqlMigrations;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

    private final TestDatabase database = TestDatabase.get();

    @Test
    void migrationShouldChangeNothingTheSecondTime() throws SQLException {
        List<String> before = history("netbuild", "shared", "tenant_gamma");

        database.migrations().migrateControl(database.owner());
        database.migrations().migrateEngineSchema(database.owner(), EngineSchema.SHARED);
        database.migrations().migrateEngineSchema(database.owner(), TestDatabase.isolated(TestDatabase.GAMMA));

        assertThat(history("netbuild", "shared", "tenant_gamma"))
                .isEqualTo(before)
                .hasSizeGreaterThan(15);
    }

    @Test
    void nodesThatMigrateTheSameSchemaAtOnceShouldBothSucceed() throws SQLException {
        EngineSchema target = new EngineSchema("migrated_twice", TestDatabase.APP);

        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> new Migrations().migrateEngineSchema(database.owner(), target));
        database.migrations().migrateEngineSchema(database.owner(), target);
        other.join();

        assertThat(history("migrated_twice")).hasSize(11);
    }

    @Test
    void aSchemaThatWasDroppedShouldNotComeBackByAnUpgrade() throws SQLException {
        EngineSchema target = new EngineSchema("gone", TestDatabase.APP);

        assertThatThrownBy(() -> database.migrations().upgradeEngineSchema(database.owner(), target))
                .isInstanceOf(FlywayException.class);

        try (Connection owner = database.owner().getConnection();
                ResultSet found = owner.createStatement().executeQuery("select to_regnamespace('gone') is not null")) {
            found.next();
            assertThat(found.getBoolean(1)).isFalse();
        }
    }

    @Test
    void aSchemaThatIsHalfMadeShouldBeMadeWhole() throws SQLException {
        EngineSchema target = new EngineSchema("half_made", TestDatabase.APP);
        TestDatabase.execute(
                database.owner(), "create schema half_made; create type half_made.act_id_user as (in_the_way int)");

        assertThatThrownBy(() -> database.migrations().migrateEngineSchema(database.owner(), target))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("act_id_user");
        assertThat(tables("half_made")).contains("act_ru_execution").doesNotContain("act_id_user", "act_re_case_def");
        TestDatabase.execute(database.owner(), "drop type half_made.act_id_user");
        database.migrations().migrateEngineSchema(database.owner(), target);

        assertThat(tables("half_made")).containsExactlyElementsOf(tables("shared"));
        assertThat(history("half_made")).hasSize(10);
    }

    @Test
    void tableThatNobodyThoughtOfShouldFailTheMigration() {
        EngineSchema target = new EngineSchema("unlisted", TestDatabase.APP);
        database.migrations().migrateEngineSchema(database.owner(), target);
        TestDatabase.execute(
                database.owner(),
                "create table unlisted.surprise (id int); comment on schema unlisted is null; "
                        + "delete from unlisted.flyway_schema_history where script = 'R__rls.sql'");

        assertThatThrownBy(() -> database.migrations().migrateEngineSchema(database.owner(), target))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("surprise");
    }

    @Test
    void roleOfATenantShouldReachItsOwnSchemaOnly() throws SQLException {
        try (Transaction transaction = Transaction.of(database.as("tenant_gamma", "tenant_gamma"))) {
            assertThat(transaction.error("select * from tenant_delta_4.act_ru_task"))
                    .isEqualTo(Transaction.DENIED);
            assertThat(transaction.error("select * from shared.act_ru_task")).isEqualTo(Transaction.DENIED);
            assertThat(transaction.error("select * from netbuild.tenants")).isEqualTo(Transaction.DENIED);
            assertThat(transaction.error("create table mine (id int)")).isEqualTo(Transaction.DENIED);
            assertThat(transaction.error("select * from flyway_schema_history")).isEqualTo(Transaction.DENIED);
        }
    }

    @Test
    void anotherApplicationRoleShouldTakeThePlaceOfTheOneBefore() throws SQLException {
        database.createRole("tenant_before");
        database.createRole("tenant_after");
        database.migrations().migrateEngineSchema(database.owner(), new EngineSchema("handed_over", "tenant_before"));

        database.migrations().migrateEngineSchema(database.owner(), new EngineSchema("handed_over", "tenant_after"));

        try (Transaction transaction = Transaction.of(database.owner())) {
            assertThat(
                            transaction.column(
                                    "select distinct roles::text from pg_policies where schemaname = 'handed_over' "
                                            + "and policyname in ('tenant_rows', 'shared_rows', 'engine_rows', 'engine_locks')"))
                    .containsExactly("{tenant_after}");
        }
    }

    @Test
    void namesThatNeedQuotingShouldBeRefused() {
        assertThatThrownBy(() -> new EngineSchema("a\"; drop schema shared", "netbuild_app"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/control", "db/engine"})
    void indexShouldNameEveryMigration(String directory) throws IOException, URISyntaxException {
        Path index = Path.of(Objects.requireNonNull(getClass().getResource("/" + directory + "/" + SqlMigrations.INDEX))
                .toURI());

        List<String> files;
        try (Stream<Path> list = Files.list(Objects.requireNonNull(index.getParent()))) {
            files = list.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .toList();
        }

        assertThat(Files.readAllLines(index)).containsExactlyInAnyOrderElementsOf(files);
    }

    private List<String> tables(String schema) throws SQLException {
        try (Transaction transaction = Transaction.of(database.owner())) {
            return List.copyOf(transaction.column(
                    "select tablename from pg_tables where schemaname = '%s' order by 1".formatted(schema)));
        }
    }

    private List<String> history(String... schemas) throws SQLException {
        try (Transaction transaction = Transaction.of(database.owner())) {
            StringBuilder sql = new StringBuilder("select '' where false");
            for (String schema : schemas) {
                sql.append(" union all select installed_rank || ' ' || script || ' ' || success from ")
                        .append(schema)
                        .append(".flyway_schema_history");
            }
            return List.copyOf(transaction.column(sql.toString()));
        }
    }
}
