package io.netbuild.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.FourTenants;
import io.netbuild.it.tenants.TestTenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample application, which knows no tenants: an EJB with an entity and a process. */
class PurchaseRequestsIsolationHttpIT {

    private static final String TENANTS = "io.netbuild.it.tenants.FourTenants#all";
    private static final String PAIRS = "io.netbuild.it.tenants.FourTenants#pairs";
    private static final String REQUESTS = "/api/purchase-requests";
    private static final Map<TestTenant, String> SUBMITTED = new LinkedHashMap<>();

    private static Answer submit(Api api, String subject) {
        return api.post(REQUESTS, Map.of("subject", subject, "amount", 10));
    }

    private static List<Api> waysInto(TestTenant tenant) {
        return List.of(
                Api.userOf(tenant.id()),
                Api.adminOf(tenant.id()).under("/t/" + tenant.id()),
                Api.operator().under("/t/" + tenant.id()));
    }

    @BeforeAll
    static void everyTenantHasARequest() {
        FourTenants.all().forEach(tenant -> {
            FourTenants.of(tenant);
            SUBMITTED.put(
                    tenant,
                    submit(Api.userOf(tenant.id()), "desk of " + tenant)
                            .expect(201)
                            .id());
        });
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void aTenantShouldSeeItsRequestsAndNoOthers(TestTenant tenant) {
        for (Api api : waysInto(tenant)) {
            assertThat(api.get(REQUESTS).expect(200).texts("subject")).containsExactly("desk of " + tenant);
            assertThat(api.get(REQUESTS + "/" + SUBMITTED.get(tenant))
                            .expect(200)
                            .text("subject"))
                    .isEqualTo("desk of " + tenant);
        }
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void aRequestShouldHaveItsProcessInItsTenantsEngine(TestTenant tenant) {
        String businessKey = Api.userOf(tenant.id())
                .get(REQUESTS + "/" + SUBMITTED.get(tenant))
                .expect(200)
                .text("businessKey");

        FourTenants.all().forEach(other -> assertThat(other.engine().count("businessKey=" + businessKey))
                .as("instances of %s", other)
                .isEqualTo(other.equals(tenant) ? 1 : 0));
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void aForeignRequestShouldNotBeFound(FourTenants.Pair pair) {
        for (Api api : waysInto(pair.intruder())) {
            Answer answer = api.get(REQUESTS + "/" + SUBMITTED.get(pair.owner().tenant()));

            assertThat(answer.status()).as("%s", answer).isEqualTo(404);
            assertThat(answer.text("code")).isEqualTo("not-found");
        }
    }

    @Test
    void noRequestShouldBeLeftWhenItsProcessCannotStart() {
        for (TestTenant tenant : List.of(TestTenant.shared("iso-bare-shared"), TestTenant.schema("iso-bare-schema"))) {
            tenant.create();
            Api api = Api.userOf(tenant.id());

            Answer refused = submit(api, "nothing is deployed");

            assertThat(refused.status()).as("%s", refused).isBetween(400, 499);
            assertThat(api.get(REQUESTS).expect(200).body()).isEqualTo("[]");
        }
    }
}
