package io.netbuild.it.offboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Offboarding by the API. */
final class Leaving {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Leaving() {}

    /** A new tenant with instances. */
    static TestTenant tenant(String name, String isolation) {
        TestTenant tenant = new TestTenant(name + "-" + isolation.toLowerCase(Locale.ROOT), isolation).create();
        tenant.engine().deploy(TestModels.all());
        tenant.engine().start("simple", "with-variables", Map.of("text", "a value", "number", 7));
        tenant.engine().start(TestModels.TIMER, "timer", Map.of("wait", "PT1H"));
        return tenant;
    }

    /** Asks for a confirmation. @param purgeAt null: at once */
    static Answer preview(TestTenant tenant, @Nullable String purgeAt) {
        Map<String, Object> wish = new HashMap<>(Map.of("immediately", true));
        if (purgeAt != null) {
            wish.put("purgeAt", purgeAt);
        }
        return tenant.resource().post("/offboarding", wish).expect(200);
    }

    /** Has the tenant leave. @param purgeAt null: at once */
    static void begin(TestTenant tenant, @Nullable String purgeAt) {
        Answer begun = tenant.resource()
                .post(
                        "/offboarding",
                        Map.of("confirmation", preview(tenant, purgeAt).text("confirmation")))
                .expect(202);
        assertThat(begun.text("state")).isEqualTo("PENDING");
    }

    /** Waits for a state. */
    static JsonNode awaitState(TestTenant tenant, String state) {
        return await("state " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(
                        () -> tenant.resource().get("/offboarding").expect(200).json(),
                        found -> found.path("state").asText().equals(state));
    }

    /** Waits for the certificate, as it was signed. */
    static Answer certificate(TestTenant tenant) {
        String path = awaitState(tenant, "ERASED").path("certificate").asText();
        return Api.operator().get(path).expect(200);
    }

    /** Has the tenant erased at once and waits for its certificate. */
    static Answer erase(TestTenant tenant) {
        begin(tenant, null);
        return certificate(tenant);
    }

    /** Names of what PostgreSQL has of the tenant, and tables with rows of it. */
    static List<String> left(TestTenant tenant) throws SQLException {
        try (Connection admin = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            List<String> left = Databases.column(
                    admin,
                    """
                    select 'schema' from pg_namespace where nspname = '%1$s' union all select 'role' from pg_roles where rolname = '%1$s'
                    union all select 'database' from pg_database where datname = '%1$s'
                    """
                            .formatted(tenant.databaseName()));
            String counts = String.join(
                    " union all ",
                    Databases.column(
                            admin,
                            """
                            select format('select %%L from %%I.%%I where %%I::text = ''%1$s'' having count(*) > 0', c.relname, n.nspname, c.relname, a.attname)
                            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname in ('netbuild', 'shared') and c.relkind in ('r', 'p') and not c.relispartition and not a.attisdropped
                              and a.attname in ('tenant_id', 'tenant_id_', 'rls_tenant_') and c.relname not in ('audit_log', 'erasure_certificates')
                            """
                                    .formatted(tenant)));
            left.addAll(Databases.column(admin, counts));
            return left;
        }
    }
}
