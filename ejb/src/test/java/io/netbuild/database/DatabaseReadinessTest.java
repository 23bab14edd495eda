package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseReadinessTest {

    private static final EngineSchema SPOILED = new EngineSchema("spoiled", "tenant_spoiled");

    @BeforeAll
    static void migrate() {
        TestDatabase database = TestDatabase.get();
        database.createRole(SPOILED.applicationRole());
        database.migrations().migrateEngineSchema(database.owner(), SPOILED);
    }

    @AfterAll
    static void drop() {
        TestDatabase.execute(TestDatabase.get().owner(), "drop schema spoiled cascade");
    }

    @Test
    void migratedDatabaseShouldBeSafe() throws SQLException {
        try (Transaction transaction = Transaction.of(TestDatabase.get().app())) {
            assertThat(DatabaseReadiness.ofMainDatabase(transaction.connection()))
                    .isEmpty();
            assertThat(DatabaseReadiness.ofEngine(transaction.connection(), TestDatabase.isolated(TestDatabase.GAMMA)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table spoiled.act_ru_task disable row level security | spoiled.act_ru_task | not enabled",
                "alter table spoiled.act_ru_task no force row level security | spoiled.act_ru_task | not forced",
                "create table spoiled.added (tenant_id text) | spoiled.added | not enabled",
                "create table spoiled.added (tenant_id text) | spoiled.added | no policy",
                "alter table spoiled.act_ru_task owner to tenant_spoiled | spoiled.act_ru_task | belongs to tenant_spoiled",
                "grant truncate on spoiled.act_ru_task to tenant_spoiled | spoiled.act_ru_task | truncate",
                "create policy oops on spoiled.act_ru_task using (true) | spoiled.act_ru_task | policy oops",
                "create policy oops on spoiled.act_ru_task to tenant_spoiled using (true) | spoiled.act_ru_task | policy oops",
                "alter role tenant_spoiled superuser | tenant_spoiled | superuser",
                "alter role tenant_spoiled bypassrls | tenant_spoiled | BYPASSRLS",
                "alter role netbuild_operator bypassrls | netbuild_operator | BYPASSRLS",
                "grant netbuild_owner to netbuild_operator | netbuild_operator | member of netbuild_owner",
                "alter schema spoiled rename to gone | spoiled | no tables",
            })
    void whatIsUnsafeShouldBeNamed(String spoil, String subject, String problem) throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute(spoil);

            List<DatabaseReadiness.Finding> findings = DatabaseReadiness.ofEngine(transaction.connection(), SPOILED);

            assertThat(findings)
                    .anyMatch(finding -> finding.subject().equals(subject)
                            && finding.problem().contains(problem));
        }
    }

    @Test
    void missingRoleShouldBeNamed() throws SQLException {
        try (Transaction transaction = Transaction.of(TestDatabase.get().system())) {
            assertThat(DatabaseReadiness.ofEngine(transaction.connection(), new EngineSchema("spoiled", "nobody")))
                    .extracting(DatabaseReadiness.Finding::toString)
                    .containsExactly("nobody: the role does not exist");
        }
    }

    @Test
    void unprotectedTableOfTheControlPlaneShouldBeNamed() throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute("alter table netbuild.invoices no force row level security");

            assertThat(DatabaseReadiness.ofMainDatabase(transaction.connection()))
                    .extracting(DatabaseReadiness.Finding::subject)
                    .containsExactly("netbuild.invoices");
        }
    }
}
