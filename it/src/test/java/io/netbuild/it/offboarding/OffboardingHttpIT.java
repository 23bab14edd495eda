package io.netbuild.it.offboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffboardingHttpIT {

    @ParameterizedTest
    @ValueSource(strings = {"SHARED", "SCHEMA", "DATABASE"})
    void everythingOfATenantShouldBeErasedOnItsDate(String isolation) throws SQLException, GeneralSecurityException {
        TestTenant tenant = Leaving.tenant("leaving", isolation);
        String member = People.member(tenant, "user");
        Answer preview = Leaving.preview(tenant, null);
        assertThat(preview.json().path("rows").asLong()).isGreaterThan(100);
        assertThat(preview.json().path("places").findValuesAsText("table"))
                .contains("users", "memberships")
                .doesNotContain("audit_log");
        assertThat(preview.json().path("kept").toString()).contains("audit_log", "reason");
        assertThat(tenant.resource().get("").text("status")).isEqualTo("ACTIVE");

        Answer certificate = Leaving.erase(tenant);

        JsonNode signed = SignedCertificate.verified(certificate);
        assertThat(signed.path("tenant").asText()).isEqualTo(tenant.id());
        assertThat(signed.path("rowsBefore").asLong())
                .isGreaterThanOrEqualTo(preview.json().path("rows").asLong());
        assertThat(signed.path("rowsAfter").asLong()).isZero();
        Map<String, Long> before = new HashMap<>();
        signed.path("places").forEach(place -> {
            assertThat(place.path("rowsAfter").asLong()).as(place.toString()).isZero();
            before.merge(place.path("table").asText(), place.path("rowsBefore").asLong(), Long::sum);
        });
        assertThat(before)
                .hasSizeGreaterThan(60)
                .containsEntry("tenants", 1L)
                .containsEntry("memberships", 1L)
                .containsEntry("users", 1L);
        assertThat(before.get("act_ru_variable")).isPositive();
        assertThat(signed.path("kept").toString()).contains("audit_log");
        tenant.resource().get("").expect(404);
        Api.operator().get("/api/users/" + member).expect(404);
        assertThat(Leaving.left(tenant)).isEmpty();
    }

    @Test
    void aTenantThatIsLeavingShouldReadOnlyAndStayWhenThatIsCancelled() {
        TestTenant tenant = Leaving.tenant("staying", "SHARED");
        String date = Instant.now().plus(Duration.ofDays(40)).toString();

        Answer preview =
                tenant.resource().post("/offboarding", Map.of("purgeAt", date)).expect(200);
        tenant.resource()
                .post("/offboarding", Map.of("confirmation", preview.text("confirmation")))
                .expect(202);

        assertThat(tenant.resource().get("").text("status")).isEqualTo("OFFBOARDING");
        Answer write = tenant.engine().tryStart("simple", "late", Map.of());
        assertThat(write.status()).isEqualTo(403);
        assertThat(write.body()).contains("tenant-suspended", "is being offboarded");
        assertThat(tenant.engine().count("")).isEqualTo(2);
        tenant.resource()
                .post("/moves", Map.of("target", Map.of("isolation", "SCHEMA")))
                .expect(409);
        assertThat(Api.operator()
                        .delete("/api/tenants/" + tenant + "?force=true")
                        .expect(409)
                        .body())
                .contains("offboarded");
        tenant.resource().post("/offboarding", Map.of()).expect(409);

        tenant.resource().delete("/offboarding").expect(204);

        assertThat(tenant.resource().get("").text("status")).isEqualTo("ACTIVE");
        tenant.resource().get("/offboarding").expect(404);
        tenant.engine().start("simple");
        tenant.resource()
                .post("/offboarding", Map.of("confirmation", preview.text("confirmation")))
                .expect(400);
    }

    @Test
    void aRequestThatBreaksARuleShouldBeRefused() {
        TestTenant tenant = Leaving.tenant("careful", "SHARED");
        String soon = Instant.now().plus(Duration.ofDays(1)).toString();
        String past = Instant.now().minus(Duration.ofDays(1)).toString();

        assertThat(tenant.resource()
                        .post("/offboarding", Map.of("purgeAt", soon))
                        .expect(400)
                        .text("field"))
                .isEqualTo("purgeAt");
        tenant.resource()
                .post("/offboarding", Map.of("purgeAt", past, "immediately", true))
                .expect(400);
        tenant.resource().post("/offboarding", Map.of("purgeAt", "tomorrow")).expect(400);
        assertThat(tenant.resource()
                        .post("/offboarding", Map.of("purgeAt", "+999999999-12-31T23:59:59Z"))
                        .expect(400)
                        .text("field"))
                .isEqualTo("purgeAt");
        String later =
                tenant.resource().post("/offboarding", Map.of()).expect(200).text("confirmation");
        assertThat(tenant.resource()
                        .post("/offboarding", Map.of("confirmation", later, "immediately", true))
                        .expect(400)
                        .text("field"))
                .isEqualTo("immediately");
        assertThat(tenant.resource()
                        .post("/offboarding", Map.of("confirmation", "guessed"))
                        .expect(400)
                        .text("field"))
                .isEqualTo("confirmation");
        String ofAnother =
                Leaving.preview(Leaving.tenant("another", "SHARED"), null).text("confirmation");
        tenant.resource()
                .post("/offboarding", Map.of("confirmation", ofAnother))
                .expect(400);
        for (Api caller : List.of(Api.adminOf(tenant.id()), Api.userOf(tenant.id()))) {
            caller.post("/api/tenants/" + tenant + "/offboarding", Map.of()).expect(403);
            caller.delete("/api/tenants/" + tenant + "/offboarding").expect(403);
            caller.get("/api/erasure-certificates").expect(403);
        }
        assertThat(tenant.resource().get("").text("status")).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into tenant_planted_neighbour.act_hi_comment (id_, time_, tenant_id_) values ('planted', now(), '%s')",
                "create table netbuild.planted as select '%s'::text as tenant_id"
            })
    void aRowThatIsLeftAnywhereShouldKeepTheCertificateBack(String planting) throws SQLException {
        String name = "planted-" + Integer.toHexString(planting.hashCode() & 0xfff);
        TestTenant tenant = Leaving.tenant(name, "SHARED");
        TestTenant neighbour = TestTenant.schema("planted-neighbour");
        Api.operator().post("/api/tenants", neighbour.wish());
        plant("set session_replication_role = replica; " + planting.formatted(tenant));
        try {
            Leaving.begin(tenant, null);
            JsonNode failed = Leaving.awaitState(tenant, "FAILED");
            assertThat(failed.path("error").asText()).containsAnyOf("act_hi_comment", "planted");
            assertThat(Api.operator()
                            .get("/api/erasure-certificates?tenant=" + tenant)
                            .text("total"))
                    .isEqualTo("0");
        } finally {
            plant("delete from tenant_planted_neighbour.act_hi_comment; drop table if exists netbuild.planted");
        }
        Leaving.certificate(tenant);
    }

    private static void plant(String sql) throws SQLException {
        try (Connection admin = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            Databases.execute(admin, sql);
        }
    }

    @Test
    void severalTenantsShouldBeErasedAtOnceAndEachOnce() {
        List<TestTenant> tenants = List.of(Leaving.tenant("several", "SHARED"), Leaving.tenant("several", "SCHEMA"));
        Answer first = Leaving.preview(tenants.get(0), null);
        Answer second = Leaving.preview(tenants.get(0), null);
        tenants.get(0)
                .resource()
                .post("/offboarding", Map.of("confirmation", first.text("confirmation")))
                .expect(202);
        assertThat(tenants.get(0)
                        .resource()
                        .post("/offboarding", Map.of("confirmation", second.text("confirmation")))
                        .isRefusal())
                .isTrue();
        Leaving.begin(tenants.get(1), null);

        for (TestTenant tenant : tenants) {
            Leaving.certificate(tenant);
            assertThat(Api.operator()
                            .get("/api/erasure-certificates?tenant=" + tenant)
                            .text("total"))
                    .isEqualTo("1");
        }
    }
}
