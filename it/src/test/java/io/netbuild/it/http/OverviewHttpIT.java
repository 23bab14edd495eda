package io.netbuild.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tenants side by side. */
class OverviewHttpIT {

    private static final List<TestTenant> TENANTS = List.of(
            TestTenant.shared("overview-shared"),
            TestTenant.shared("overview-neighbour"),
            TestTenant.schema("overview-schema"),
            TestTenant.database("overview-database"));

    static List<TestTenant> tenants() {
        return TENANTS;
    }

    /** Each has one instance more than the one before. */
    @BeforeAll
    static void work() {
        for (int i = 0; i < TENANTS.size(); i++) {
            TestTenant tenant = TENANTS.get(i);
            tenant.create().engine().deploy(new ArrayList<>(Models.of("simple")));
            for (int started = 0; started <= i; started++) {
                tenant.engine().start("simple");
            }
        }
    }

    private static JsonNode overview(TestTenant tenant) {
        return Api.operator()
                .get("/api/overview?search=" + tenant)
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void countsShouldBeThoseOfTheTenantAlone(TestTenant tenant) {
        JsonNode one = overview(tenant);

        int instances = tenant.engine().count("");
        int tasks =
                tenant.engine().api().get("/task/count").json().path("count").asInt();
        assertThat(instances).isEqualTo(TENANTS.indexOf(tenant) + 1);
        assertThat(one.at("/tenant/id").asText()).isEqualTo(tenant.id());
        assertThat(one.at("/counts/instances").asInt(-1)).isEqualTo(instances);
        assertThat(one.at("/counts/tasks").asInt(-1)).isEqualTo(tasks);
        assertThat(one.at("/counts/incidents").asInt(-1)).isZero();
        assertThat(one.at("/counts/failedJobs").asInt(-1)).isZero();
    }

    @Test
    void aSuspendedTenantShouldBeCountedToo() {
        TestTenant tenant = TENANTS.get(1);
        tenant.resource().post("/suspend", Map.of()).expect(200);

        JsonNode one = overview(tenant);

        tenant.resource().post("/resume").expect(200);
        assertThat(one.at("/tenant/status").asText()).isEqualTo("SUSPENDED");
        assertThat(one.at("/counts/instances").asInt(-1)).isEqualTo(2);
    }

    @Test
    void theOverviewShouldBeForOperatorsOnly() {
        assertThat(Api.adminOf(TENANTS.get(0).id()).get("/api/overview").status())
                .isEqualTo(403);
        assertThat(Api.anonymous().get("/api/overview").status()).isEqualTo(401);
    }

    @Test
    void thePageShouldBeForWhoHasSignedIn() {
        assertThat(Api.anonymous().with("Accept", "text/html").get("/tenants").status())
                .isEqualTo(302);
        assertThat(People.browserOf(People.operator())
                        .get("/tenants")
                        .expect(200)
                        .body())
                .contains("/pages/tenants.js");
        Api.anonymous().get("/pages/tenants.js").expect(200);
        assertThat(People.browserOf(People.member(TENANTS.get(0), "user"))
                        .get("/password")
                        .expect(200)
                        .body())
                .contains("/pages/password.js");
    }
}
