package io.netbuild.it.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Many tenants are made at once, and the server is killed meanwhile. In this order, because all that was made before has to survive that. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TenantsAtOnceHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static List<TestTenant> mixed(String prefix, int count) {
        List<String> isolations = List.of("SHARED", "SCHEMA", "DATABASE");
        return IntStream.range(0, count)
                .mapToObj(i -> new TestTenant(prefix + i, isolations.get(i % isolations.size())))
                .toList();
    }

    private static <T> List<Future<T>> atOnce(ExecutorService threads, List<Callable<T>> calls) {
        return calls.stream().map(threads::submit).toList();
    }

    private static List<Future<Answer>> createAtOnce(ExecutorService threads, List<TestTenant> tenants) {
        return atOnce(
                threads,
                tenants.stream()
                        .<Callable<Answer>>map(tenant -> () -> Api.operator().post("/api/tenants", tenant.wish()))
                        .toList());
    }

    private static String status(TestTenant tenant) {
        return tenant.resource().get("").text("status");
    }

    @Test
    @Order(1)
    void thirtyTenantsShouldBeMadeAtOnce() throws Exception {
        List<TestTenant> many = mixed("many-", 30);
        ExecutorService threads = Executors.newFixedThreadPool(many.size());
        try {
            List<Future<Answer>> answers = createAtOnce(threads, many);

            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as("%s", answer.get()).isEqualTo(201);
                assertThat(answer.get().text("status")).isEqualTo("ACTIVE");
            }
        } finally {
            threads.shutdownNow();
        }
        for (TestTenant tenant : many) {
            tenant.engine().deploy(Models.of("simple"));
            tenant.engine().start("simple");
            assertThat(tenant.engine().count("")).as("%s", tenant).isOne();
        }
    }

    @Test
    @Order(2)
    void equalRequestsAtOnceShouldMakeOneTenant() throws Exception {
        TestTenant wanted = TestTenant.schema("res-wanted");
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Integer> statuses = new ArrayList<>();
        try {
            for (Future<Answer> answer : atOnce(
                    threads,
                    IntStream.range(0, 6)
                            .<Callable<Answer>>mapToObj(
                                    i -> () -> Api.operator().post("/api/tenants", wanted.wish()))
                            .toList())) {
                statuses.add(answer.get().status());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(status(wanted)).isEqualTo("ACTIVE");
    }

    @Test
    @Order(3)
    void tenantsShouldBeFinishedWhenTheServerWasKilledWhileTheyWereMade() throws Exception {
        List<TestTenant> inFlight = mixed("res-flight-", 15);
        ExecutorService threads = Executors.newFixedThreadPool(inFlight.size());
        try {
            List<Future<Answer>> answers = createAtOnce(threads, inFlight);
            await("the first of them to be registered")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> registered() >= 3);

            Stack.server().kill();

            int unanswered = 0;
            for (Future<Answer> answer : answers) {
                try {
                    answer.get();
                } catch (ExecutionException e) {
                    unanswered++;
                }
            }
            assertThat(unanswered).as("requests that the crash has cut off").isPositive();
        } finally {
            threads.shutdownNow();
        }

        Stack.server().restart();

        List<String> known = Api.operator()
                .get("/api/tenants?search=res-flight-&limit=100")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("id");
        assertThat(known).isNotEmpty();
        for (TestTenant tenant : inFlight) {
            if (known.contains(tenant.id())) {
                finish(tenant);
            } else {
                tenant.create();
            }
            tenant.engine().deploy(Models.of("simple"));
            assertThat(tenant.engine()
                            .tryStart("simple", "after the crash", Map.of())
                            .status())
                    .as("%s", tenant)
                    .isEqualTo(200);
        }
    }

    private static int registered() {
        return Api.operator()
                .get("/api/tenants?search=res-flight-")
                .json()
                .path("total")
                .asInt();
    }

    /** It is ACTIVE by itself, or has FAILED with a reason and can be retried. */
    private static void finish(TestTenant tenant) {
        await("an end of the provisioning of " + tenant)
                .atMost(PATIENCE)
                .until(() -> status(tenant), status -> !status.equals("PROVISIONING"));
        if (status(tenant).equals("FAILED")) {
            assertThat(tenant.resource().get("").text("statusReason")).isNotBlank();
            tenant.resource().post("/provisioning").expect(200);
        }
        assertThat(status(tenant)).isEqualTo("ACTIVE");
        assertThat(tenant.resource().get("/provisioning").expect(200).texts("status"))
                .containsOnly("DONE");
    }
}
