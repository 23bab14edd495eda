package io.netbuild.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.AppsOf;
import io.netbuild.it.tenants.Attempts;
import io.netbuild.it.tenants.Belongings;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.FourTenants;
import io.netbuild.it.tenants.FourTenants.Pair;
import io.netbuild.it.tenants.TestTenant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's REST API: with a token of the tenant, with an operator's under /t/{tenant}, and as the pages of Cockpit, Tasklist and Admin use it. */
class EngineRestIsolationHttpIT {

    private static final String TENANTS = "io.netbuild.it.tenants.FourTenants#all";
    private static final String PAIRS = "io.netbuild.it.tenants.FourTenants#pairs";

    private static List<Engine> waysInto(TestTenant tenant) {
        return List.of(
                tenant.engine(),
                tenant.engineForOperator(),
                AppsOf.open(tenant, Api.adminOf(tenant.id())).engine());
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void aTenantShouldSeeAllThatItOwns(TestTenant tenant) {
        Belongings own = FourTenants.of(tenant);
        SoftAssertions softly = new SoftAssertions();

        for (Engine engine : waysInto(tenant)) {
            for (String path : Attempts.LOOKS) {
                Answer answer = Attempts.look(path, own, engine);
                softly.assertThat(answer.status()).as("%s", answer).isEqualTo(200);
                softly.assertThat(answer.body()).as("%s", answer).isNotIn("", "[]", "{}");
            }
        }

        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void aForeignIdShouldBeAnsweredLikeOneThatDoesNotExist(Pair pair) {
        Belongings nobodys = Attempts.ofNobody(pair.owner());
        SoftAssertions softly = new SoftAssertions();

        for (Engine engine : waysInto(pair.intruder())) {
            for (String path : Attempts.LOOKS) {
                Answer foreign = Attempts.look(path, pair.owner(), engine);
                Answer missing = Attempts.look(path, nobodys, engine);
                softly.assertThat(foreign.status()).as("%s", foreign).isEqualTo(missing.status());
                if (foreign.status() == 200) {
                    softly.assertThat(foreign.body()).as("%s", foreign).isEqualTo(missing.body());
                }
            }
        }

        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void listsAndCountsShouldHoldNothingOfAnotherTenant(Pair pair) {
        SoftAssertions softly = new SoftAssertions();

        for (Engine engine : waysInto(pair.intruder())) {
            for (String list : Attempts.LISTS) {
                Answer rows = engine.api().get(list + "?maxResults=1000").expect(200);
                softly.assertThat(pair.owner().showIn(rows.body()))
                        .as("%s", rows)
                        .isFalse();
                for (JsonNode row : rows.json()) {
                    String tenant = row.path("tenantId").asText(null);
                    softly.assertThat(tenant)
                            .as("%s of %s", row, list)
                            .isIn(null, "null", pair.intruder().id());
                }
                int count = engine.api()
                        .get(list + "/count")
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt(-1);
                softly.assertThat(count)
                        .as("count of %s", list)
                        .isEqualTo(rows.json().size());
            }
        }

        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void listsShouldHoldWhatIsOnesOwn(TestTenant tenant) {
        Belongings own = FourTenants.of(tenant);
        SoftAssertions softly = new SoftAssertions();

        for (Engine engine : waysInto(tenant)) {
            for (String list : Attempts.LISTS) {
                if (!list.equals("/decision-requirements-definition")) {
                    Answer rows = engine.api().get(list + "?maxResults=1000").expect(200);
                    softly.assertThat(own.showIn(rows.body())).as("%s", rows).isTrue();
                }
            }
        }

        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void nothingOfAnotherTenantShouldBeChangedByItsId(Pair pair) {
        Map<String, String> before = Attempts.seenByOwner(pair.owner());
        Belongings nobodys = Attempts.ofNobody(pair.owner());
        SoftAssertions softly = new SoftAssertions();

        for (Engine engine : waysInto(pair.intruder())) {
            for (Attempts.Touch touch : Attempts.TOUCHES) {
                Answer foreign = Attempts.touch(touch, pair.owner(), engine);
                Answer missing = Attempts.touch(touch, nobodys, engine);
                softly.assertThat(foreign.status()).as("%s", foreign).isEqualTo(missing.status());
                softly.assertThat(missing.status()).as("%s", missing).isLessThan(500);
            }
        }

        softly.assertAll();
        assertThat(Attempts.seenByOwner(pair.owner())).isEqualTo(before);
    }
}
