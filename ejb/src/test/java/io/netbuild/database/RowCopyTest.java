package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.rows.Arrival;
import io.netbuild.rows.Catalogue;
import io.netbuild.rows.ChangeLog;
import io.netbuild.rows.Comparison;
import io.netbuild.rows.Fence;
import io.netbuild.rows.Pages;
import io.netbuild.rows.Portions;
import io.netbuild.rows.Removal;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.SharedDefinitions;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rows of a tenant with something of most kinds, from one schema to another and from one database to another. */
class RowCopyTest {

    private static final TestDatabase DATABASE = TestDatabase.get();

    @Test
    void rowsShouldArriveInAnotherSchemaAsTheyAre() throws SQLException, InterruptedException {
        TenantEngine tenant = busyTenant("copied-1");
        EngineSchema target = schemaOf("copied-1");

        try (Side from = Side.of(connect("netbuild"), "shared");
                Side to = Side.of(connect("netbuild"), target.schema())) {
            assertCopied(tenant, from, to, new RowCopy(from, to, tenant.tenant()));
        }
        assertThat(housekeeping("netbuild", target.schema(), "copied-1")).isZero();
    }

    @Test
    void rowsShouldArriveInAnotherSchemaAsTheyAreWithoutLeavingTheDatabase() throws SQLException, InterruptedException {
        TenantEngine tenant = busyTenant("copied-3");
        EngineSchema target = schemaOf("copied-3");

        try (Side from = Side.of(connect("netbuild"), "shared");
                Side to = Side.of(connect("netbuild"), target.schema())) {
            assertCopied(tenant, from, to, RowCopy.withinOneDatabase(from, to, tenant.tenant()));
        }
        assertThat(housekeeping("netbuild", target.schema(), "copied-3")).isZero();
    }

    static EngineSchema schemaOf(String tenant) throws SQLException {
        EngineSchema target = TestDatabase.isolated(tenant);
        DATABASE.createRole(target.applicationRole());
        DATABASE.migrations().migrateEngineSchema(DATABASE.owner(), target);
        return target;
    }

    @Test
    void rowsShouldArriveInAnotherDatabaseAsTheyAre() throws SQLException, InterruptedException {
        TenantEngine tenant = busyTenant("copied-2");
        TemplateDatabase template = new TemplateDatabase(
                DATABASE.migrations(),
                name -> DATABASE.server().dataSource(name, TestDatabase.OWNER, "public"),
                TestDatabase.DATABASE);
        template.prepare();
        DATABASE.createRole("tenant_copied_2");
        template.copyTo("tenant_copied_2", "tenant_copied_2");
        TestDatabase.execute(
                DATABASE.owner(), "grant connect, temporary on database tenant_copied_2 to netbuild_system");

        try (Side from = Side.of(connect("netbuild"), "shared");
                Side to = Side.of(connect("tenant_copied_2"), "engine")) {
            assertCopied(tenant, from, to, new RowCopy(from, to, tenant.tenant()));
        }
    }

    private static void assertCopied(TenantEngine tenant, Side from, Side to, RowCopy copy)
            throws SQLException, InterruptedException {
        String id = tenant.tenant();
        assertThat(Catalogue.differences(from, to)).isEmpty();
        writeHousekeeping(id);
        List<Table> tables = from.tables();
        assertThat(tables).hasSizeGreaterThan(45).allMatch(table -> !table.key().isEmpty());
        new Fence(from, id).log(true);

        for (Table table : tables) {
            copyInPages(copy, from, id, table);
        }
        SharedDefinitions.copy(copy, tables, SharedDefinitions.deployments(from, id, false));
        to.commit();
        from.commit();
        change(tenant);
        int changed = 0;
        Map<String, List<List<String>>> noted = new HashMap<>();
        assertThat(new ChangeLog(from, id).take(10_000, noted)).isBetween(1, 9_999);
        for (Map.Entry<String, List<List<String>>> keys : noted.entrySet()) {
            Table table = tables.stream()
                    .filter(one -> one.name().equals(keys.getKey()))
                    .findFirst()
                    .orElseThrow();
            copy.rows(table, keys.getValue());
            changed += keys.getValue().size();
        }
        Arrival arrival = new Arrival(to, id);
        arrival.advanceCounters();
        arrival.unlockJobs();
        to.commit();
        from.commit();

        assertThat(changed).isPositive();
        Comparison comparison = new Comparison(id);
        Growing portions = new Growing();
        long rows = 0;
        for (Table table : tables) {
            Comparison.Summary summary = comparison.of(from, table, portions);
            assertThat(comparison.of(to, table, portions)).as(table.name()).isEqualTo(summary);
            rows += summary.rows();
        }
        assertThat(rows).isGreaterThan(100);
        assertThat(portions.pauses).hasValueGreaterThan(10);
        assertThat(comparison.danglingReferences(to)).isEmpty();
        assertThat(comparison.danglingReferences(from)).isEmpty();
        to.rollback();
        remove(from, id, tables);
        for (Table table : tables) {
            assertThat(comparison.of(from, table, portions).rows())
                    .as(table.name())
                    .isZero();
        }
        from.rollback();
        assertThat(housekeeping("netbuild", "shared", id)).as("left behind").isZero();
        new Fence(from, id).log(false);
    }

    /** What an engine of the tenant's own notes about its job that cleans up. */
    private static void writeHousekeeping(String tenant) throws SQLException {
        try (Connection admin = DATABASE.server().admin(TestDatabase.DATABASE);
                Statement statement = admin.createStatement()) {
            statement.execute(
                    """
                set session_replication_role = replica;
                insert into shared.act_hi_job_log (id_, timestamp_, job_id_, job_def_type_, tenant_id_)
                values ('clean-up of %1$s', now(), 'a job', 'history-cleanup', '%1$s')
                """
                            .formatted(tenant));
        }
    }

    private static long housekeeping(String database, String schema, String tenant) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from %s.act_hi_job_log where job_def_type_ = 'history-cleanup' and tenant_id_ = '%s'"
                                .formatted(schema, tenant))) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void copyInPages(RowCopy copy, Side from, String tenant, Table table) throws SQLException {
        @Nullable List<String> after = null;
        List<List<String>> ends = Pages.ends(from, table, tenant, null, 7);
        long copied = 0;
        for (List<String> end : ends) {
            copied += copy.page(table, after, end);
            after = end;
        }
        copied += copy.page(table, after, null);
        assertThat(copied).as(table.name()).isEqualTo(copy.count(table));
        assertThat(copy.page(table, null, null)).as("again").isZero();
    }

    /** Portions of 2, 3, 4 and more rows. */
    private static final class Growing implements Portions {

        private final AtomicInteger pauses = new AtomicInteger();

        @Override
        public int rows() {
            return 2 + pauses.get();
        }

        @Override
        public void between() {
            pauses.incrementAndGet();
        }
    }

    private static void remove(Side side, String tenant, List<Table> tables) throws SQLException {
        Removal removal = new Removal(side, tenant);
        for (Table table : tables) {
            @Nullable List<String> after = null;
            for (List<String> end : Pages.ends(side, table, tenant, null, 10)) {
                removal.page(table, after, end);
                after = end;
            }
            removal.page(table, after, null);
        }
    }

    private static TenantEngine busyTenant(String id) {
        TenantEngine tenant = new TenantEngine(id, Neighbours.SHARED.here().engine()).withGrants();
        ProcessInstance instance = null;
        for (int i = 0; i < 5; i++) {
            instance = tenant.start(
                    tenant.deploy(Models.userTask()),
                    Map.of("bytes", new byte[] {0, 1, 2, (byte) 200}, "text", "O'Neil \\ \t"));
            tenant.start(tenant.deploy(Models.timer()));
            tenant.start(tenant.deploy(Models.externalTask("topic-" + id)));
        }
        String last = instance == null ? "" : instance.getId();
        tenant.run(() -> {
            tenant.engine().getTaskService().createComment(null, last, "a comment");
            tenant.engine().getTaskService().createAttachment("url", null, last, "name", "text", "http://example.org");
            tenant.engine()
                    .getExternalTaskService()
                    .fetchAndLock(2, "worker")
                    .topic("topic-" + id, 60_000)
                    .execute();
        });
        return tenant;
    }

    /** New rows, changed ones and some that are gone. */
    private static void change(TenantEngine tenant) {
        tenant.start(tenant.deploy(Models.userTask()), Map.of("late", "value"));
        tenant.run(() -> tenant.engine().getTaskService().createTaskQuery().list().stream()
                .filter(task -> tenant.tenant().equals(task.getTenantId()))
                .limit(2)
                .forEach(task -> tenant.engine().getTaskService().complete(task.getId())));
    }

    static Connection connect(String database) throws SQLException {
        return DATABASE.server()
                .dataSource(database, TestDatabase.SYSTEM, "public")
                .getConnection();
    }
}
