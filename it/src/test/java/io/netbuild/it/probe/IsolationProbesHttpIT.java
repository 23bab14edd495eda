package io.netbuild.it.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.TestTenant;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** In this order, because each run costs time: the second test looks at what the first one has left. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationProbesHttpIT {

    private static final String PROBES = "/api/isolation-probes";
    private static final int LEAST_ATTEMPTS = 150;

    private static Stream<JsonNode> attempts(JsonNode report) {
        return StreamSupport.stream(report.path("attempts").spliterator(), false);
    }

    private static String newest() {
        return Api.operator()
                .get(PROBES + "?limit=1")
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }

    private static long tenantsOfProbes() {
        return Api.operator()
                .get("/api/tenants?search=probe-&label=netbuild.io/isolation-probe")
                .expect(200)
                .json()
                .path("total")
                .asLong(-1);
    }

    /** A tenant as a run that was killed leaves it behind. */
    private static ObjectNode leftBehind() {
        ObjectNode wish =
                TestTenant.schema("probe-dead-schema-a").wish().put("organisation", "NetBuild isolation probe");
        wish.putObject("labels").put("netbuild.io/isolation-probe", "dead");
        return wish;
    }

    @Test
    @Order(1)
    void aRunShouldFindNoLeakAndLeaveNothingBehind() throws Exception {
        Api.operator().post("/api/tenants", leftBehind()).expect(201);
        TestTenant customer = TestTenant.shared("probe-customer").create();

        ProbeCommandLine probe = ProbeCommandLine.start("--json");
        await("the first tenants of the run")
                .atMost(Duration.ofSeconds(60))
                .until(() -> tenantsOfProbes() > 1 || !probe.isRunning());
        Answer second = Api.operator().post(PROBES);

        assertThat(second.status())
                .as("a second run at the same time: %s", second)
                .isEqualTo(409);
        assertThat(second.text("code")).isEqualTo("conflict");
        int exitCode = probe.exitCode();
        JsonNode report = new ObjectMapper().readTree(probe.output());
        assertThat(attempts(report))
                .filteredOn(attempt -> List.of("LEAK", "error")
                        .contains(attempt.path("outcome").asText()))
                .isEmpty();
        assertThat(report.path("controls"))
                .allMatch(control -> control.path("worked").asBoolean());
        assertThat(report.path("verdict").asText()).isEqualTo("isolated");
        assertThat(exitCode).isZero();
        assertThat(report.path("attemptsTried").asLong()).isGreaterThanOrEqualTo(LEAST_ATTEMPTS);
        assertThat(attempts(report)
                        .map(attempt -> attempt.path("path").asText()
                                + attempt.path("kind").asText()
                                + attempt.path("attempt").asText())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(LEAST_ATTEMPTS);
        assertThat(report.path("tenants").findValuesAsText("isolation"))
                .containsExactly("SHARED", "SHARED", "SCHEMA", "SCHEMA", "DATABASE", "DATABASE");
        for (JsonNode path : report.path("paths")) {
            if (List.of("ejb", "engine-rest", "api", "cockpit", "sql")
                    .contains(path.path("path").asText())) {
                assertThat(path.path("available").asBoolean()).as("%s", path).isTrue();
                assertThat(path.path("attempts").asLong()).as("%s", path).isGreaterThan(50);
                assertThat(path.path("controls").asLong()).as("%s", path).isGreaterThan(30);
            }
        }

        assertThat(tenantsOfProbes()).isZero();
        assertThat(customer.resource().get("").text("status")).isEqualTo("ACTIVE");
        try (Connection owner = Databases.owner()) {
            assertThat(Databases.column(
                            owner,
                            "select rolname::text from pg_roles where rolname like 'tenant_probe\\_%' union all "
                                    + "select nspname::text from pg_namespace where nspname like 'tenant_probe\\_%' union all "
                                    + "select datname::text from pg_database where datname like 'tenant_probe\\_%'"))
                    .isEmpty();
        }
        assertThat(Api.operator()
                        .get("/api/users?search=probe-")
                        .expect(200)
                        .json()
                        .path("total")
                        .asLong(-1))
                .isZero();
    }

    @Test
    @Order(2)
    void aKeptReportShouldBeSigned() throws Exception {
        String id = newest();
        Answer plain = Api.operator().get(PROBES + "/" + id).expect(200);
        Answer signed = Api.operator()
                .with("Accept", "application/jose")
                .get(PROBES + "/" + id)
                .expect(200);
        Answer keys = Api.operator().get(PROBES + "/keys").expect(200);

        JsonWebSignature signature = new JsonWebSignature();
        signature.setCompactSerialization(signed.body());
        signature.setKey(new JsonWebKeySet(keys.body()).getJsonWebKeys().get(0).getKey());
        assertThat(signed.contentType()).isEqualTo("application/jose");
        assertThat(signature.verifySignature()).isTrue();
        assertThat(signature.getPayload()).isEqualTo(plain.body());
        String[] detached = plain.header("X-JWS-Signature").orElseThrow().split("\\.", -1);
        String body = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.body().getBytes(StandardCharsets.UTF_8));
        assertThat(detached[0] + "." + body + "." + detached[2]).isEqualTo(signed.body());
        assertThat(plain.json().path("id").asText()).isEqualTo(id);
    }

    @Test
    @Order(3)
    void aRunShouldBeInTheAuditLog() throws SQLException {
        try (Connection operator = Databases.operator("netbuild")) {
            assertThat(Databases.column(
                            operator,
                            "select action || ' ' || actor from netbuild.audit_log where action like 'isolation-probe.%' and detail ->> 'probe' = '"
                                    + newest() + "' order by seq"))
                    .containsExactly("isolation-probe.started olga", "isolation-probe.finished olga");
        }
    }

    @Test
    @Order(4)
    void onlyOperatorsShouldProbe() {
        Api admin = Api.adminOf("probe-customer");

        assertThat(admin.post(PROBES).status()).isEqualTo(403);
        assertThat(admin.get(PROBES).status()).isEqualTo(403);
        assertThat(admin.get(PROBES + "/keys").status()).isEqualTo(403);
        assertThat(admin.get(PROBES + "/" + newest()).status()).isEqualTo(403);
        assertThat(Api.anonymous().post(PROBES).status()).isEqualTo(401);
    }

    @Test
    @Order(5)
    void reportsThatAreNotThereShouldBeToldSo() {
        assertThat(Api.operator()
                        .get(PROBES + "/00000000-0000-4000-8000-000000000000")
                        .status())
                .isEqualTo(404);
        assertThat(Api.operator().get(PROBES + "/none").text("field")).isEqualTo("id");
        assertThat(Api.operator().get(PROBES + "?limit=0").status()).isEqualTo(400);
    }

    @Test
    @Order(6)
    void aTableWithoutRowLevelSecurityShouldBeNoticed() throws Exception {
        int exitCode;
        ProbeCommandLine probe;
        try (Connection owner = Databases.owner()) {
            Databases.execute(
                    owner,
                    "alter table shared.act_ru_variable no force row level security, disable row level security");
            try {
                probe = ProbeCommandLine.start();
                exitCode = probe.exitCode();
            } finally {
                Databases.execute(
                        owner,
                        "alter table shared.act_ru_variable enable row level security, force row level security");
            }
        }

        JsonNode report =
                Api.operator().get(PROBES + "/" + newest()).expect(200).json();
        List<JsonNode> leaks = attempts(report)
                .filter(attempt -> attempt.path("outcome").asText().equals("LEAK"))
                .toList();
        assertThat(report.path("verdict").asText()).isEqualTo("leak");
        assertThat(exitCode).isEqualTo(1);
        assertThat(probe.output()).contains("LEAK: ").contains("shared.act_ru_variable");
        assertThat(leaks).hasSize(report.path("leaks").asInt());
        assertThat(leaks)
                .filteredOn(leak -> leak.path("path").asText().equals("sql"))
                .isNotEmpty()
                .allMatch(leak -> leak.path("on").asText().equals("shared.act_ru_variable"));
        assertThat(leaks)
                .extracting(leak -> leak.path("attempt").asText())
                .contains("native count of act_ru_variable", "variables by instance", "read the other's rows");
        assertThat(leaks)
                .as("by tenants of the shared schema")
                .allMatch(leak -> leak.path("from").asText().startsWith("shared-"));
        assertThat(tenantsOfProbes()).isZero();
    }
}
