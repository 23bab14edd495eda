package io.netbuild.dev.demo;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.client.ExternalTaskClient;
import org.camunda.bpm.client.ExternalTaskClientBuilder;
import org.camunda.bpm.client.backoff.ExponentialBackoffStrategy;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;

/**
 * A tenant's external task workers: two clients as Camunda publishes them, one that asks again and again and one that polls long. All tenants use
 * the same topics, so a task with another tenant's business key would be a leak.
 */
final class Workers implements AutoCloseable {

    private static final String DECLINED = "payment-declined";
    private static final long CREDIT = 10_000;
    private static final long LONG_POLL_MILLIS = 5_000;
    private static final long LOCK_MILLIS = 20_000;

    private final String tenant;
    private final AtomicInteger handled = new AtomicInteger();
    private final Queue<String> foreign = new ConcurrentLinkedQueue<>();
    private final List<ExternalTaskClient> clients;

    /** @param authorization sent with each request */
    Workers(EngineRest engine, DemoTenant tenant, String authorization) {
        this.tenant = tenant.id();
        ExternalTaskClient warehouse =
                client(engine, "warehouse", authorization).build();
        ExternalTaskClient cashier = client(engine, "cashier", authorization)
                .asyncResponseTimeout(LONG_POLL_MILLIS)
                .build();
        this.clients = List.of(warehouse, cashier);
        warehouse.subscribe("reserve-stock").handler(this::complete).open();
        warehouse.subscribe("release-stock").handler(this::complete).open();
        cashier.subscribe("charge-payment").handler(this::charge).open();
    }

    private ExternalTaskClientBuilder client(EngineRest engine, String role, String authorization) {
        return ExternalTaskClient.create()
                .baseUrl(engine.url())
                .workerId(tenant + "-" + role)
                .lockDuration(LOCK_MILLIS)
                .backoffStrategy(new ExponentialBackoffStrategy(200, 2, 1_000))
                .addInterceptor(request -> request.addHeader("Authorization", authorization));
    }

    private void complete(ExternalTask task, ExternalTaskService service) {
        noteForeign(task);
        service.complete(task, Map.of("handledBy", task.getWorkerId()));
        handled.incrementAndGet();
    }

    private void charge(ExternalTask task, ExternalTaskService service) {
        noteForeign(task);
        Long amount = task.getVariable("chargedAmount");
        if (amount > CREDIT) {
            service.handleBpmnError(task, DECLINED, "Only %d are covered".formatted(CREDIT));
        } else {
            service.complete(task, Map.of("paid", amount));
        }
        handled.incrementAndGet();
    }

    private void noteForeign(ExternalTask task) {
        if (!task.getBusinessKey().startsWith(tenant + "-")) {
            foreign.add(task.getBusinessKey());
        }
    }

    int handled() {
        return handled.get();
    }

    /** The business keys of tasks that belong to somebody else; empty when all is well. */
    List<String> foreign() {
        return List.copyOf(foreign);
    }

    /** Stops both clients; waits for a long poll under way. */
    @Override
    public void close() {
        clients.forEach(ExternalTaskClient::stop);
    }
}
