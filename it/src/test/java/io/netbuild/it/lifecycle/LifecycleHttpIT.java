package io.netbuild.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Creation, changes, suspension and removal of tenants. */
class LifecycleHttpIT {

    private static final String TENANTS = "/api/tenants";
    private static final TestTenant NEIGHBOUR = TestTenant.shared("life-neighbour");

    private static int made;

    @BeforeAll
    static void aNeighbourWithRows() {
        NEIGHBOUR.create();
        NEIGHBOUR.engine().deploy(TestModels.all());
        NEIGHBOUR.engine().start("simple");
    }

    static Stream<String> isolations() {
        return Stream.of("SHARED", "SCHEMA", "DATABASE");
    }

    private static synchronized TestTenant next(String isolation) {
        return new TestTenant("life-" + made++, isolation);
    }

    private static Api operator() {
        return Api.operator();
    }

    @ParameterizedTest
    @MethodSource("isolations")
    void aTenantShouldBeActiveWhenItsCreationIsAnswered(String isolation) {
        TestTenant tenant = next(isolation);

        Answer created = operator().post(TENANTS, tenant.wish());

        assertThat(created.status()).as("%s", created).isEqualTo(201);
        assertThat(created.header("Location")).contains(Stack.server().httpUrl() + TENANTS + "/" + tenant);
        assertThat(created.header("ETag")).isPresent();
        assertThat(created.text("status")).isEqualTo("ACTIVE");
        assertThat(created.text("isolation")).isEqualTo(isolation);
        assertThat(created.text("externalKey")).matches("[0-9a-f]{16}");
        assertThat(created.json().path("placement").path("schema").asText())
                .isEqualTo(
                        switch (isolation) {
                            case "SHARED" -> "shared";
                            case "SCHEMA" -> tenant.databaseName();
                            default -> "engine";
                        });
        assertThat(tenant.resource().get("/provisioning").expect(200).texts("status"))
                .isNotEmpty()
                .containsOnly("DONE");
        tenant.engine().deploy(Models.of("simple"));
        assertThat(tenant.engine().isRunning(tenant.engine().start("simple"))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("isolations")
    void anEqualRequestShouldBeTheSameTenant(String isolation) {
        TestTenant tenant = next(isolation).create();

        Answer again = operator().post(TENANTS, tenant.wish());

        assertThat(again.status()).as("%s", again).isEqualTo(200);
        assertThat(again.id()).isEqualTo(tenant.id());
    }

    @Test
    void anotherRequestForTheSameIdShouldBeRefused() {
        TestTenant tenant = next("SHARED").create();

        Answer answer = operator().post(TENANTS, tenant.wish().put("name", "Another name"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("tenant-exists");
        assertThat(tenant.resource().get("").text("name")).isEqualTo("Tenant " + tenant);
    }

    @Test
    void anotherIdForTheSameOrganisationShouldBeRefused() {
        TestTenant tenant = next("SHARED").create();

        Answer answer = operator().post(TENANTS, tenant.wish().put("id", "life-twin"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("tenant-exists");
        assertThat(operator().get(TENANTS + "/life-twin").status()).isEqualTo(404);
    }

    @Test
    void anIdempotencyKeyShouldStandForOneRequest() {
        TestTenant tenant = next("SHARED");
        Api keyed = operator().with("Idempotency-Key", "key of " + tenant);

        Answer first = keyed.post(TENANTS, tenant.wish());
        Answer again = keyed.post(TENANTS, tenant.wish());
        Answer other = keyed.post(TENANTS, next("SHARED").wish());

        assertThat(first.status()).as("%s", first).isEqualTo(201);
        assertThat(again.status()).as("%s", again).isEqualTo(200);
        assertThat(other.status()).as("%s", other).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency-key-reused");
        assertThat(operator().get(TENANTS + "/" + "life-" + (made - 1)).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "id, Capital",
                "id, under_score",
                "id, 'a b'",
                "id, 'x''; drop schema shared --'",
                "id, ''",
                "id, null",
                "id, abcdefghijklmnopqrstuvwxyzabcdefghijklmnop",
                "id, default",
                "id, ../etc",
                "name, ''",
                "name, null",
                "organisation, ' '",
                "organisation, null",
                "emailDomain, nodots",
                "emailDomain, 'a b.example'",
                "emailDomain, null",
                "tier, PLATINUM",
                "tier, null",
                "isolation, NONE",
                "server, nowhere",
                "server, ''",
                "surprise, x"
            })
    void aBadFieldShouldBeNamedWithItsValueAndRule(String field, String value) {
        ObjectNode wish = TestTenant.database("life-bad").wish().put(field, value);

        Answer answer = operator().post(TENANTS, wish);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid-field");
        assertThat(answer.text("field")).as("%s", answer).isIn(field, field.equals("id") ? "tenant id" : field);
        assertThat(answer.json().has("value")).as("%s", answer).isTrue();
        assertThat(answer.text("rule")).as("%s", answer).isNotBlank();
        assertThat(operator().get(TENANTS + "/life-bad").status()).isEqualTo(404);
    }

    @Test
    void badLimitsAndLabelsShouldBeRefused() {
        for (Object body : List.of(
                Map.of("limits", Map.of("users", -1)),
                Map.of("limits", Map.of("noSuchLimit", 1)),
                Map.of("labels", Map.of("white space", "x")),
                Map.of("labels", Map.of("empty", "")),
                Map.of("name", ""),
                Map.of("tier", "PLATINUM"))) {
            Answer answer = NEIGHBOUR.resource().patch("", body);

            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            assertThat(answer.text("code")).isEqualTo("invalid-field");
        }
    }

    @Test
    void theListShouldBeFilteredSortedAndPaged() {
        String prefix = "life-list";
        for (String id : List.of("life-list-c", "life-list-a", "life-list-b")) {
            ObjectNode wish = TestTenant.shared(id).wish();
            wish.putObject("labels").put("list", id.endsWith("c") ? "odd" : "even");
            operator().post(TENANTS, wish).expect(201);
        }
        String all = TENANTS + "?search=" + prefix;

        assertThat(idsOf(all)).containsExactly("life-list-a", "life-list-b", "life-list-c");
        assertThat(idsOf(all + "&sort=-id")).containsExactly("life-list-c", "life-list-b", "life-list-a");
        assertThat(idsOf(all + "&sort=createdAt")).containsExactly("life-list-c", "life-list-a", "life-list-b");
        assertThat(idsOf(all + "&label=list=even")).containsExactly("life-list-a", "life-list-b");
        assertThat(idsOf(all + "&isolation=DATABASE")).isEmpty();
        assertThat(idsOf(all + "&status=ACTIVE&tier=professional")).hasSize(3);
        Answer page = operator().get(all + "&limit=1&offset=1").expect(200);
        assertThat(page.json().path("items").findValuesAsText("id")).containsExactly("life-list-b");
        assertThat(page.json().path("total").asInt()).isEqualTo(3);
        for (String bad :
                List.of("limit=0", "limit=501", "limit=x", "offset=-1", "sort=password", "tier=X", "status=X")) {
            Answer answer = operator().get(TENANTS + "?" + bad);
            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            assertThat(answer.text("field")).isEqualTo(bad.split("=", 2)[0]);
        }
    }

    private static List<String> idsOf(String list) {
        return operator().get(list).expect(200).json().path("items").findValuesAsText("id");
    }

    @Test
    void aChangeShouldRaiseTheVersionAndLeaveTheRest() {
        TestTenant tenant = next("SHARED").create();
        String tag = tenant.resource().get("").header("ETag").orElseThrow();

        Answer changed = tenant.resource()
                .with("If-Match", tag)
                .patch(
                        "",
                        Map.of(
                                "name",
                                "Renamed",
                                "tier",
                                "enterprise",
                                "limits",
                                Map.of("users", 7),
                                "labels",
                                Map.of("region", "eu")))
                .expect(200);
        Answer late = tenant.resource().with("If-Match", tag).patch("", Map.of("name", "Too late"));

        assertThat(changed.text("name")).isEqualTo("Renamed");
        assertThat(changed.text("tier")).isEqualTo("ENTERPRISE");
        assertThat(changed.text("isolation")).isEqualTo("SHARED");
        assertThat(changed.json().path("limits").path("users").asInt()).isEqualTo(7);
        assertThat(changed.json().path("labels").path("region").asText()).isEqualTo("eu");
        assertThat(changed.header("ETag").orElseThrow()).isNotEqualTo(tag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("code")).isEqualTo("version-mismatch");
        assertThat(tenant.resource().get("").text("name")).isEqualTo("Renamed");
    }

    @Test
    void anUnchangedTenantShouldNotBeSentAgain() {
        String tag = NEIGHBOUR.resource().get("").header("ETag").orElseThrow();

        assertThat(NEIGHBOUR.resource().with("If-None-Match", tag).get("").status())
                .isEqualTo(304);
        assertThat(NEIGHBOUR.resource().with("If-None-Match", "\"0\"").get("").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("isolations")
    void aSuspendedTenantShouldReadButNotWrite(String isolation) {
        TestTenant tenant = next(isolation).create();
        Engine engine = tenant.engine();
        engine.deploy(TestModels.all());
        engine.deploy(List.of(TestModels.refusing()));
        String instance = engine.start("simple");
        String task = engine.only("/task?processInstanceId=" + instance);
        engine.start(TestModels.MESSAGE);

        Answer suspended =
                tenant.resource().post("/suspend", Map.of("reason", "unpaid")).expect(200);

        assertThat(suspended.text("status")).isEqualTo("SUSPENDED");
        assertThat(suspended.text("statusReason")).isEqualTo("unpaid");
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(engine.isRunning(instance)).isTrue();
        softly.assertThat(engine.api().get("/task/" + task).status()).isEqualTo(200);
        softly.assertThat(engine.api().get("/history/process-instance").status())
                .isEqualTo(200);
        softly.assertThat(Api.userOf(tenant.id()).get("/api/purchase-requests").status())
                .isEqualTo(200);
        for (Answer answer : List.of(
                engine.tryStart("simple", "refused", Map.of()),
                engine.tryStart(TestModels.REFUSING, "not even begun", Map.of()),
                engine.tryDeploy(Models.of("timer")),
                engine.api().post("/task/" + task + "/complete", Map.of()),
                engine.api().delete("/process-instance/" + instance),
                engine.api().post("/message", Map.of("messageName", TestModels.MESSAGE)),
                tenant.engineForOperator().tryStart("simple", "refused", Map.of()),
                Api.userOf(tenant.id()).post("/api/purchase-requests", Map.of("subject", "refused", "amount", 1)))) {
            softly.assertThat(answer.status()).as("%s", answer).isEqualTo(403);
            softly.assertThat(List.of(answer.text("error"), answer.text("code")))
                    .as("%s", answer)
                    .contains("tenant-suspended");
        }
        softly.assertAll();

        tenant.resource().post("/resume").expect(200);
        assertThat(engine.isRunning(instance)).isTrue();
        engine.api().post("/task/" + task + "/complete", Map.of()).expect(204);
    }

    @ParameterizedTest
    @MethodSource("isolations")
    void timersShouldRestWhileTheTenantIsSuspended(String isolation) {
        TestTenant tenant = next(isolation).create();
        Engine engine = tenant.engine();
        engine.deploy(List.of(TestModels.timer()));
        String waiting = engine.start(TestModels.TIMER, "waiting", Map.of("wait", "PT1S"));
        tenant.resource().post("/suspend", Map.of()).expect(200);
        String control = NEIGHBOUR.engine().start(TestModels.TIMER, "control", Map.of("wait", "PT3S"));

        NEIGHBOUR.engine().awaitEnd(control);

        assertThat(engine.isRunning(waiting)).isTrue();
        assertThat(engine.api()
                        .get("/job?processInstanceId=" + waiting)
                        .json()
                        .path(0)
                        .path("retries")
                        .asInt())
                .isEqualTo(3);
        tenant.resource().post("/resume").expect(200);
        engine.awaitEnd(waiting);
    }

    @Test
    void statusesShouldChangeInTheirOrderOnly() {
        TestTenant tenant = next("SHARED").create();

        assertThat(tenant.resource().post("/resume").text("code")).isEqualTo("tenant-not-ready");
        tenant.resource().post("/suspend", Map.of()).expect(200);
        assertThat(tenant.resource().post("/suspend", Map.of()).status()).isEqualTo(409);
        tenant.resource().post("/resume").expect(200);
        assertThat(tenant.resource().post("/provisioning").text("code")).isEqualTo("tenant-not-ready");
    }

    @ParameterizedTest
    @MethodSource("isolations")
    void aTenantShouldBeGoneAfterItsForcedRemoval(String isolation) throws SQLException {
        TestTenant tenant = next(isolation).create();
        tenant.engine().deploy(TestModels.all());
        tenant.engine().start("simple");
        Api.userOf(tenant.id())
                .post("/api/purchase-requests", Map.of("subject", "left behind", "amount", 1))
                .expect(201);
        long ofNeighbour = rowsOf(NEIGHBOUR);

        Answer kept = tenant.resource().delete("");
        assertThat(kept.status()).as("%s", kept).isEqualTo(409);
        assertThat(kept.text("code")).isEqualTo("tenant-not-empty");
        assertThat(tenant.engine().api().get("/task").status()).isEqualTo(200);

        tenant.resource().delete("?force=true").expect(204);

        assertThat(tenant.resource().get("").status()).isEqualTo(404);
        Answer unknown = tenant.engineForOperator().api().get("/task");
        assertThat(unknown.status()).as("%s", unknown).isEqualTo(404);
        assertThat(unknown.text("error")).isEqualTo("unknown-tenant");
        assertThat(tenant.engine().api().get("/task").status()).isIn(403, 404);
        assertNothingLeft(tenant);
        assertThat(rowsOf(NEIGHBOUR)).isEqualTo(ofNeighbour).isPositive();
        assertThat(NEIGHBOUR.engine().count("")).isPositive();
    }

    private static void assertNothingLeft(TestTenant tenant) throws SQLException {
        try (Connection operator = Databases.operator("netbuild")) {
            String name = "'" + tenant.databaseName() + "'";
            assertThat(Databases.column(operator, "select rolname from pg_roles where rolname = " + name))
                    .isEmpty();
            assertThat(Databases.column(operator, "select nspname from pg_namespace where nspname = " + name))
                    .isEmpty();
            assertThat(Databases.column(operator, "select datname from pg_database where datname = " + name))
                    .isEmpty();
            assertThat(Databases.column(
                            operator,
                            "select pid from pg_stat_activity where application_name = 'tenant-" + tenant + "'"))
                    .isEmpty();
        }
        assertThat(rowsOf(tenant)).isZero();
    }

    /** All rows of the tenant in the shared engine and the control plane, but those of the audit log. */
    private static long rowsOf(TestTenant tenant) throws SQLException {
        long rows = 0;
        try (Connection operator = Databases.operator("netbuild")) {
            for (String schema : List.of("shared", "netbuild")) {
                for (String table : Databases.column(
                        operator,
                        "select '%1$s.' || table_name || ' where ' || tenant_column from %1$s.tenant_tables where tenant_column is not null"
                                .formatted(schema))) {
                    if (!table.startsWith("netbuild.audit_log ")) {
                        rows += Databases.number(operator, "select count(*) from " + table + " = '" + tenant + "'");
                    }
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("isolations")
    void aTenantShouldBeMadeAgainAfterItsRemoval(String isolation) {
        TestTenant tenant = next(isolation).create();
        tenant.engine().deploy(Models.of("simple"));
        tenant.resource().delete("").expect(204);

        tenant.create();

        assertThat(tenant.engine().api().get("/process-definition").expect(200).body())
                .isEqualTo("[]");
        tenant.engine().deploy(Models.of("simple"));
        assertThat(tenant.engine().tryStart("simple", "again", Map.of()).status())
                .isEqualTo(200);
    }

    @Test
    void everyChangeShouldBeInTheAuditLogAndTheLogBeWhole() throws SQLException {
        TestTenant tenant = next("SHARED").create();
        tenant.resource().patch("", Map.of("name", "Renamed")).expect(200);
        tenant.resource().post("/suspend", Map.of()).expect(200);
        tenant.resource().post("/resume").expect(200);
        tenant.resource().delete("?force=true").expect(204);

        try (Connection operator = Databases.operator("netbuild")) {
            assertThat(Databases.column(
                            operator,
                            "select action from netbuild.audit_log where tenant_id = '" + tenant + "' order by seq"))
                    .startsWith("tenant.registered")
                    .contains("tenant.status.active", "tenant.changed", "tenant.status.suspended")
                    .endsWith("tenant.removed");
            assertThat(Databases.column(
                            operator,
                            "select distinct actor from netbuild.audit_log where tenant_id = '" + tenant + "'"))
                    .containsExactly("olga");
            assertThat(Databases.column(operator, "select seq from netbuild.fn_verify_audit_log()"))
                    .isEmpty();
        }
    }

    @Test
    void theTiersDefaultShouldDecideTheIsolation() {
        ObjectNode wish = next("SHARED").wish().put("tier", "free");
        wish.remove("isolation");

        Answer created = operator().post(TENANTS, wish).expect(201);

        assertThat(created.text("isolation")).isEqualTo("SHARED");
        assertThat(created.text("tier")).isEqualTo("TRIAL");
    }

    @Test
    void aSecondServersDatabaseShouldBeUsedWhenItIsNamed() {
        ObjectNode wish = next("DATABASE").wish().put("server", Stack.SECOND);

        Answer created = operator().post(TENANTS, wish).expect(201);
        TestTenant tenant = TestTenant.database(created.id());

        tenant.engine().deploy(Models.of("simple"));
        String instance = tenant.engine().start("simple");
        assertThat(tenant.engine().isRunning(instance)).isTrue();
        assertThat(created.json().path("placement").path("server").asText()).isEqualTo("second");
        assertThat(databasesOf("second")).contains(tenant.databaseName());
        assertThat(databasesOf("main")).doesNotContain(tenant.databaseName());
    }

    private static List<String> databasesOf(String server) {
        try (Connection admin =
                (server.equals("second") ? Stack.second() : Stack.server().postgres()).connectAsSuperuser("postgres")) {
            return Databases.column(admin, "select datname from pg_database");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
