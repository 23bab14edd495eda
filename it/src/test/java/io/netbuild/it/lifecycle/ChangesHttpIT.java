package io.netbuild.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be changed of a tenant, the version that a change is for, and the log in which it stands. */
class ChangesHttpIT {

    @Test
    void badLimitsAndLabelsShouldBeRefused() {
        TestTenant tenant = FreshTenant.with("SHARED").create();

        for (Object body : List.of(
                Map.of("limits", Map.of("users", -1)),
                Map.of("limits", Map.of("noSuchLimit", 1)),
                Map.of("labels", Map.of("white space", "x")),
                Map.of("labels", Map.of("empty", "")),
                Map.of("name", ""),
                Map.of("tier", "PLATINUM"))) {
            Answer answer = tenant.resource().patch("", body);

            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            assertThat(answer.text("code")).isEqualTo("invalid-field");
        }
    }

    @Test
    void aChangeShouldRaiseTheVersionAndLeaveTheRest() {
        TestTenant tenant = FreshTenant.with("SHARED").create();
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
        TestTenant tenant = FreshTenant.with("SHARED").create();
        String tag = tenant.resource().get("").header("ETag").orElseThrow();

        assertThat(tenant.resource().with("If-None-Match", tag).get("").status())
                .isEqualTo(304);
        assertThat(tenant.resource().with("If-None-Match", "\"0\"").get("").status())
                .isEqualTo(200);
    }

    @Test
    void everyChangeShouldBeInTheAuditLogAndTheLogBeWhole() throws SQLException {
        TestTenant tenant = FreshTenant.with("SHARED").create();
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
}
