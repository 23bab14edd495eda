package io.netbuild.it.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Restarts, and databases that go and come. In this order, because each restart costs time: what one test leaves behind has to survive the next one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResilienceHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TestTenant SHARED = TestTenant.shared("res-shared");
    private static final TestTenant SCHEMA = TestTenant.schema("res-schema");
    private static final TestTenant DATABASE = TestTenant.database("res-database");
    private static final TestTenant ELSEWHERE = TestTenant.database("res-elsewhere");

    private static ObjectNode elsewhere() {
        return ELSEWHERE.wish().put("server", Stack.SECOND);
    }

    @Test
    @Order(1)
    void everythingShouldGoOnAfterARestart() {
        List<TestTenant> tenants = List.of(SHARED, SCHEMA, DATABASE);
        tenants.forEach(tenant -> tenant.create().engine().deploy(TestModels.all()));
        Api.operator().post("/api/tenants", elsewhere()).expect(201);
        ELSEWHERE.engine().deploy(TestModels.all());
        record Started(Engine engine, String instance, String waiting) {}
        List<Started> started = new ArrayList<>();
        for (TestTenant tenant : List.of(SHARED, SCHEMA, DATABASE, ELSEWHERE)) {
            Engine engine = tenant.engine();
            started.add(new Started(
                    engine,
                    engine.start("simple"),
                    engine.start(TestModels.TIMER, "across the restart", Map.of("wait", "PT5S"))));
        }

        Stack.server().restart();

        for (Started before : started) {
            assertThat(before.engine().isRunning(before.instance())).isTrue();
            String task = before.engine().only("/task?processInstanceId=" + before.instance());
            before.engine().api().post("/task/" + task + "/complete", Map.of()).expect(204);
            before.engine().awaitEnd(before.waiting());
        }
    }

    @Test
    @Order(2)
    void aDatabaseThatIsGoneShouldTakeItsOwnTenantDownOnly() {
        Stack.second().stop();
        try {
            Answer first = ELSEWHERE.engine().api().get("/task");
            assertUnavailable(first);
            assertUnavailable(ELSEWHERE.engine().tryStart("simple", "down", Map.of()));
            assertUnavailable(ELSEWHERE.engineForOperator().api().get("/task"));
            assertUnavailable(Api.userOf(ELSEWHERE.id()).get("/api/purchase-requests"));

            assertOthersWork();
            assertThat(ELSEWHERE.resource().get("").expect(200).text("status")).isEqualTo("ACTIVE");
        } finally {
            Stack.second().start();
        }
        assertComesBack();
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.contentType()).as("%s", answer).isEqualTo("application/problem+json");
        assertThat(List.of(answer.text("error"), answer.text("code")))
                .as("%s", answer)
                .contains("tenant-unavailable");
        assertThat(answer.header("Retry-After").map(Integer::parseInt).orElse(0))
                .as("Retry-After of %s", answer)
                .isBetween(1, 30);
    }

    private static void assertOthersWork() {
        for (TestTenant tenant : List.of(SHARED, SCHEMA, DATABASE)) {
            assertThat(tenant.engine().tryStart("simple", "up", Map.of()).status())
                    .as("%s", tenant)
                    .isEqualTo(200);
        }
        assertThat(Api.anonymous().get("/health/ready").status()).isEqualTo(200);
    }

    private static void assertComesBack() {
        await("the tenant whose database is back")
                .atMost(PATIENCE)
                .until(() ->
                        ELSEWHERE.engine().tryStart("simple", "back", Map.of()).status() == 200);
        Engine engine = ELSEWHERE.engine();
        engine.awaitEnd(engine.start(TestModels.TIMER, "jobs run again", Map.of("wait", "PT0S")));
    }

    @Test
    @Order(3)
    void theServerShouldStartWhileADatabaseIsGone() {
        Stack.second().stop();
        try {
            Stack.server().restart();

            assertUnavailable(ELSEWHERE.engine().api().get("/task"));
            assertOthersWork();
        } finally {
            Stack.second().start();
        }
        assertComesBack();
    }

    @Test
    @Order(4)
    void provisioningThatFailsShouldSayWhyAndBeRetried() {
        TestTenant unlucky = TestTenant.database("res-unlucky");
        Stack.second().stop();
        Answer failed;
        try {
            failed = Api.operator().post("/api/tenants", unlucky.wish().put("server", Stack.SECOND));
        } finally {
            Stack.second().start();
        }

        assertThat(failed.status()).as("%s", failed).isEqualTo(502);
        assertThat(failed.text("code")).isEqualTo("provisioning-failed");
        Answer kept = unlucky.resource().get("").expect(200);
        assertThat(kept.text("status")).isEqualTo("FAILED");
        assertThat(kept.text("statusReason")).isNotBlank();
        assertThat(unlucky.resource().get("/provisioning").expect(200).texts("status"))
                .contains("FAILED");
        Answer early = unlucky.engineForOperator().api().get("/task");
        assertThat(early.text("error")).as("%s", early).isEqualTo("tenant-not-ready");

        assertThat(unlucky.resource().post("/provisioning").expect(200).text("status"))
                .isEqualTo("ACTIVE");
        unlucky.engine().deploy(Models.of("simple"));
        assertThat(unlucky.engine().tryStart("simple", "at last", Map.of()).status())
                .isEqualTo(200);
    }
}
