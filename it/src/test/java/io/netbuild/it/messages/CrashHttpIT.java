package io.netbuild.it.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.MessagePort;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** In this order, because each restart costs time. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final List<TestTenant> TENANTS = List.of(
            TestTenant.shared("crash-one"),
            TestTenant.shared("crash-two"),
            TestTenant.schema("crash-schema"),
            TestTenant.database("crash-database"));
    private static final TestTenant ELSEWHERE = TestTenant.database("crash-elsewhere");

    private static Map<TestTenant, ApiKey> keys = Map.of();

    @BeforeAll
    static void make() {
        TENANTS.forEach(tenant -> tenant.create().engine().deploy(Models.of("simple")));
        Api.operator()
                .post("/api/tenants", ELSEWHERE.wish().put("server", Stack.SECOND))
                .expect(201);
        ELSEWHERE.engine().deploy(Models.of("simple"));
        keys = java.util.stream.Stream.concat(TENANTS.stream(), java.util.stream.Stream.of(ELSEWHERE))
                .collect(Collectors.toMap(tenant -> tenant, tenant -> Keys.ofTenant(tenant)));
    }

    private static ApiKey keyOf(TestTenant tenant) {
        return Objects.requireNonNull(keys.get(tenant));
    }

    /** Sends until the broker has said that it has each message, as a careful sender would: what was in doubt goes twice. */
    private static void sendAll(TestTenant tenant, String prefix, int count, AtomicInteger sent) {
        int next = 0;
        while (next < count) {
            try (MessagePort port = Mail.open(keyOf(tenant))) {
                while (next < count) {
                    String key = prefix + "-" + next;
                    port.send(tenant.id(), "start", key, Mail.start("simple", key), null);
                    sent.incrementAndGet();
                    next++;
                }
            } catch (JMSRuntimeException e) {
                await().during(Duration.ofMillis(300)).until(() -> true);
            }
        }
    }

    @Test
    @Order(1)
    void thousandCommandsShouldTakeEffectOnceEachWhenTheServerIsKilledInTheMiddle() {
        int each = 250;
        AtomicInteger sent = new AtomicInteger();
        List<CompletableFuture<Void>> senders = TENANTS.stream()
                .map(tenant -> CompletableFuture.runAsync(() -> sendAll(tenant, "crash", each, sent)))
                .toList();
        await("the middle").atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> sent.get() >= 500);

        Stack.server().kill();
        Stack.server().restart();

        senders.forEach(CompletableFuture::join);
        for (TestTenant tenant : TENANTS) {
            await("all effects for " + tenant)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> Mail.started(tenant, "processInstanceBusinessKeyLike=crash-%25") >= each);
        }
        // What would come twice would come now.
        TENANTS.forEach(tenant -> {
            try (MessagePort port = Mail.open(keyOf(tenant))) {
                port.send(tenant.id(), "start", "last", Mail.start("simple", "last"), null);
            }
            Mail.awaitStarted(tenant, "processInstanceBusinessKey=last", 1);
        });
        for (TestTenant tenant : TENANTS) {
            List<String> businessKeys = tenant.engine()
                    .api()
                    .get("/history/process-instance?processInstanceBusinessKeyLike=crash-%25")
                    .expect(200)
                    .texts("businessKey");
            assertThat(businessKeys).as("%s", tenant).hasSize(each).doesNotHaveDuplicates();
            assertThat(new HashSet<>(businessKeys)).hasSize(each);
        }
    }

    @Test
    @Order(2)
    void commandsShouldOutliveARestartOfTheBroker() {
        int each = 100;
        AtomicInteger sent = new AtomicInteger();
        List<CompletableFuture<Void>> senders = TENANTS.stream()
                .map(tenant -> CompletableFuture.runAsync(() -> sendAll(tenant, "restart", each, sent)))
                .toList();
        await("the middle").atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> sent.get() >= 150);

        Stack.server().restart();

        senders.forEach(CompletableFuture::join);
        for (TestTenant tenant : TENANTS) {
            await("all effects for " + tenant)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> Mail.started(tenant, "processInstanceBusinessKeyLike=restart-%25") == each);
        }
    }

    @Test
    @Order(3)
    void commandsShouldWaitForADatabaseThatIsAwayWithoutHoldingUpOthers() {
        int count = 30;
        Stack.second().stop();
        try {
            sendAll(ELSEWHERE, "away", count, new AtomicInteger());
            sendAll(TENANTS.get(2), "meanwhile", count, new AtomicInteger());
            sendAll(TENANTS.get(0), "meanwhile", count, new AtomicInteger());

            Mail.awaitStarted(TENANTS.get(2), "processInstanceBusinessKeyLike=meanwhile-%25", count);
            Mail.awaitStarted(TENANTS.get(0), "processInstanceBusinessKeyLike=meanwhile-%25", count);
        } finally {
            Stack.second().start();
        }

        await("the commands that have waited")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Mail.started(ELSEWHERE, "processInstanceBusinessKeyLike=away-%25") == count);
    }
}
