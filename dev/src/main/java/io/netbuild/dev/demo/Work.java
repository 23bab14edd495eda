package io.netbuild.dev.demo;

import java.util.HashMap;
import java.util.Map;

/** The daily work of one tenant: starts instances of all models and brings them to their ends. Used by one thread at a time. */
final class Work {

    private static final String ORDER = "order-fulfilment";
    private static final String DELIVERED = "order-delivered";
    private static final String APPROVE = "ApproveOrder";
    private static final int ENGINEER_STEPS = 3;

    private final EngineRest engine;
    private final String keyPrefix;
    private int instances;
    private int tasks;
    private int messages;
    private int timers;
    private int incidents;

    /** @param keyPrefix what all business keys begin with: the tenant's name and one of this run */
    Work(EngineRest engine, String keyPrefix) {
        this.engine = engine;
        this.keyPrefix = keyPrefix;
    }

    /** One instance of each way through each model, all started before the first is carried on. */
    void doAll() {
        String small = order("small", 120, Map.of());
        String reminded = order("reminded", 1_200, Map.of("reminderAfter", "PT1S"));
        String unpaid = order("unpaid", 20_000, Map.of());
        String overdue = order("overdue", 80, Map.of("deliveryTimeout", "PT1S"));
        String onboarding = start("onboarding", "ada", Map.of("employee", "Ada", "department", "engineering"));
        String simple = start("simple", "simple", Map.of());
        String timer = start("short-timer", "timer", Map.of());
        String failing = start("always-failing", "failing", Map.of());

        complete("simple", "DoWork", Map.of());
        engine.awaitEnd(simple, "WorkDone");
        deliver("small", small);
        awaitReminder(reminded);
        complete("reminded", APPROVE, Map.of("approved", true));
        deliver("reminded", reminded);
        complete("unpaid", APPROVE, Map.of("approved", true));
        engine.awaitEnd(unpaid, "OrderUnpaid");
        clarify("overdue", overdue);
        onboard("ada", onboarding);
        engine.awaitEnd(timer, "WaitOver");
        timers++;
        engine.awaitIncident(failing);
        incidents++;
    }

    /** Starts two orders that wait: one for its approval, one for its delivery. */
    Possessions hold(String deployment) {
        String held = order("held", 700, Map.of());
        String task = engine.task(key("held"), APPROVE);
        engine.awaitSubscription(order("travelling", 60, Map.of()), DELIVERED);
        return new Possessions(held, key("held"), task, engine.definitionOf(held), deployment, key("travelling"));
    }

    /** Brings the orders that waited to their ends: they are as nobody had touched them. */
    void release(Possessions held) {
        engine.correlate(DELIVERED, held.deliveryKey()).expect(200, 204);
        messages++;
        engine.complete(held.task(), Map.of("approved", true));
        tasks++;
        deliver("held", held.instance());
    }

    private String order(String name, long amount, Map<String, Object> times) {
        Map<String, Object> variables = new HashMap<>(times);
        variables.put("amount", amount);
        variables.put("customerCategory", "standard");
        return start(ORDER, name, variables);
    }

    private String start(String process, String name, Map<String, Object> variables) {
        instances++;
        return engine.start(process, key(name), variables);
    }

    private void complete(String name, String task, Map<String, Object> variables) {
        engine.complete(engine.task(key(name), task), variables);
        tasks++;
    }

    private void deliver(String name, String instance) {
        engine.awaitSubscription(instance, DELIVERED);
        engine.correlate(DELIVERED, key(name)).expect(200, 204);
        messages++;
        engine.awaitEnd(instance, "OrderFulfilled");
    }

    private void awaitReminder(String instance) {
        engine.awaitVariable(instance, "reminders");
        timers++;
    }

    private void clarify(String name, String instance) {
        complete(name, "ClarifyDelivery", Map.of());
        timers++;
        engine.awaitEnd(instance, "DeliveryClarified");
    }

    private void onboard(String name, String instance) {
        for (int step = 0; step < ENGINEER_STEPS; step++) {
            complete(name, "CompleteStep", Map.of());
        }
        complete(name, "HoldWelcomeTalk", Map.of());
        engine.awaitEnd(instance, "EmployeeOnboarded");
    }

    private String key(String name) {
        return keyPrefix + "-" + name;
    }

    Done done(int externalTasks) {
        return new Done(instances, tasks, externalTasks, messages, timers, incidents);
    }
}
