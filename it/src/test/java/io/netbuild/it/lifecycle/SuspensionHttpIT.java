package io.netbuild.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tenants that may read but not write for a while. */
class SuspensionHttpIT {

    /** Is never suspended. */
    private static final TestTenant NEIGHBOUR = TestTenant.shared("life-active");

    @BeforeAll
    static void aNeighbourWithATimer() {
        NEIGHBOUR.create();
        NEIGHBOUR.engine().deploy(List.of(TestModels.timer()));
    }

    @ParameterizedTest
    @MethodSource(FreshTenant.ISOLATIONS)
    void aSuspendedTenantShouldReadButNotWrite(String isolation) {
        TestTenant tenant = FreshTenant.with(isolation).create();
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
    @MethodSource(FreshTenant.ISOLATIONS)
    void timersShouldRestWhileTheTenantIsSuspended(String isolation) {
        TestTenant tenant = FreshTenant.with(isolation).create();
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
        TestTenant tenant = FreshTenant.with("SHARED").create();

        assertThat(tenant.resource().post("/resume").text("code")).isEqualTo("tenant-not-ready");
        tenant.resource().post("/suspend", Map.of()).expect(200);
        assertThat(tenant.resource().post("/suspend", Map.of()).status()).isEqualTo(409);
        tenant.resource().post("/resume").expect(200);
        assertThat(tenant.resource().post("/provisioning").text("code")).isEqualTo("tenant-not-ready");
    }
}
