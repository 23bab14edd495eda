package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateDatabaseTest {

    private final TestDatabase database = TestDatabase.get();
    private final TemplateDatabase template =
            new TemplateDatabase(database.migrations(), this::owner, TestDatabase.DATABASE);

    @BeforeEach
    void prepare() throws SQLException {
        template.prepare();
    }

    @Test
    void preparingAgainAndAtTheSameTimeShouldChangeNothing() throws SQLException {
        String before = oid(TemplateDatabase.NAME);

        CompletableFuture<Void> other = CompletableFuture.runAsync(this::prepareUnchecked);
        template.prepare();
        other.join();

        assertThat(oid(TemplateDatabase.NAME)).isEqualTo(before);
    }

    @Test
    void olderTemplateShouldBeMigratedAndClosedAgain() throws SQLException {
        TestDatabase.execute(
                database.owner(),
                "comment on database netbuild_template is 'older'; alter database netbuild_template allow_connections true");

        template.prepare();

        try (Transaction transaction = Transaction.of(database.owner())) {
            assertThat(transaction.value(
                            "select datallowconn from pg_database where datname = ?", TemplateDatabase.NAME))
                    .isEqualTo("f");
            assertThat(transaction.value(
                            "select shobj_description(oid, 'pg_database') from pg_database where datname = ?",
                            TemplateDatabase.NAME))
                    .isEqualTo(database.migrations().engineFingerprint());
        }
    }

    @Test
    void copyShouldServeAnEngineOfItsTenantOnly() throws SQLException {
        database.createRole("tenant_zeta");
        database.createRole("tenant_eta");
        template.copyTo("tenant_zeta", "tenant_zeta");
        template.copyTo("tenant_zeta", "tenant_zeta");

        DataSource own = database.server().dataSource("tenant_zeta", "tenant_zeta", "engine");
        ProcessEngine engine = TenantScope.as("zeta", () -> TestEngines.build("zeta", own, true));
        TenantEngine tenant = new TenantEngine("zeta", engine).withGrants();
        ProcessInstance instance = tenant.start(tenant.deploy(Models.userTask()));

        assertThat(tenant.task(instance).getTenantId()).isEqualTo("zeta");
        assertThatThrownBy(() -> database.server()
                        .dataSource("tenant_zeta", "tenant_eta", "engine")
                        .getConnection())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        try (Connection connection = owner("tenant_zeta").getConnection()) {
            assertThat(DatabaseReadiness.ofEngine(connection, TemplateDatabase.SCHEMA))
                    .isEmpty();
        }
        engine.close();
    }

    private DataSource owner(String name) {
        return database.server().dataSource(name, TestDatabase.OWNER, "public");
    }

    private String oid(String name) throws SQLException {
        try (Transaction transaction = Transaction.of(database.owner())) {
            return String.valueOf(transaction.value("select oid from pg_database where datname = ?", name));
        }
    }

    private void prepareUnchecked() {
        try {
            template.prepare();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
