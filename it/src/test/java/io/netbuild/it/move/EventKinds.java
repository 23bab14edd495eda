package io.netbuild.it.move;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What waits for an event: timers, messages, signals and conditions, of instances and of definitions. */
final class EventKinds {

    static final List<Begun.Kind> ALL = List.of(
            EventKinds::timers,
            EventKinds::suspendedTimer,
            EventKinds::race,
            EventKinds::receive,
            EventKinds::signal,
            EventKinds::condition,
            EventKinds::startByMessage,
            EventKinds::startBySignal,
            EventKinds::startByCondition,
            EventKinds::startByTimer);

    private EventKinds() {}

    /** Their times come while the tenant stands still, or after it has moved. */
    private static Begun timers(Steps steps, String key) {
        String at = Instant.now().plusSeconds(9).truncatedTo(ChronoUnit.SECONDS).toString();
        String instance = steps.start(EveryModel.TIMERS, key, Map.of("after", "PT9S", "at", at));
        String happened =
                "/history/activity-instance/count?finished=true&processInstanceId=" + instance + "&activityId=";
        AtomicInteger ticks = new AtomicInteger();
        return new Begun(
                "timers for a date, after a while and in cycles",
                () -> ticks.set(steps.count(happened + "tick")),
                () -> {
                    List.of("after", "at").forEach(timer -> steps.awaitCount(happened + timer, 1));
                    steps.awaitMore(happened + "tick", ticks.get());
                    steps.due(instance, "expired");
                    steps.awaitEnd(instance);
                });
    }

    private static Begun suspendedTimer(Steps steps, String key) {
        String instance = steps.start(EveryModel.RACE, key);
        String job = steps.engine().only("/job?processInstanceId=" + instance);
        steps.api().put("/job/" + job + "/suspended", Map.of("suspended", true)).expect(204);
        steps.dueNow(job);
        return new Begun(
                "a suspended timer whose time has come",
                () -> steps.api()
                        .put("/job/" + job + "/suspended", Map.of("suspended", false))
                        .expect(204),
                () -> steps.awaitEnd(instance));
    }

    private static Begun race(Steps steps, String key) {
        String instance = steps.start(EveryModel.RACE, key);
        return new Begun(
                "an event-based gateway",
                () -> steps.message(EveryModel.RACE, instance),
                () -> steps.awaitEnd(instance));
    }

    private static Begun receive(Steps steps, String key) {
        String instance = steps.start(EveryModel.RECEIVE, key);
        return new Begun(
                "a receive task",
                () -> steps.api()
                        .post(
                                "/message",
                                Map.of(
                                        "messageName",
                                        EveryModel.RECEIVE,
                                        "correlationKeys",
                                        Map.of("key", Map.of("value", key))))
                        .expectSuccess(),
                () -> steps.awaitEnd(instance));
    }

    private static Begun signal(Steps steps, String key) {
        String one = steps.start(EveryModel.SIGNAL, key);
        String other = steps.start(EveryModel.SIGNAL, key);
        return new Begun(
                "two subscriptions to a signal",
                () -> steps.api()
                        .post("/signal", Map.of("name", EveryModel.SIGNAL + "-" + key))
                        .expect(204),
                () -> List.of(one, other).forEach(steps::awaitEnd));
    }

    private static Begun condition(Steps steps, String key) {
        String instance = steps.start(EveryModel.CONDITION, key);
        return new Begun("a condition", () -> steps.set(instance, "go", true), () -> steps.awaitEnd(instance));
    }

    private static String ended(String process, String key) {
        return "/history/process-instance/count?completed=true&processDefinitionKey=" + process + "&variables=key_eq_"
                + key;
    }

    private static Begun startByMessage(Steps steps, String key) {
        return started(steps, key, EveryModel.BY_MESSAGE, () -> steps.api()
                .post("/message", Map.of("messageName", EveryModel.BY_MESSAGE, "processVariables", variables(key)))
                .expectSuccess());
    }

    private static Begun startBySignal(Steps steps, String key) {
        return started(steps, key, EveryModel.BY_SIGNAL, () -> steps.api()
                .post("/signal", Map.of("name", EveryModel.BY_SIGNAL, "variables", variables(key)))
                .expect(204));
    }

    private static Begun startByCondition(Steps steps, String key) {
        return started(steps, key, EveryModel.BY_CONDITION, () -> steps.api()
                .post(
                        "/condition",
                        Map.of("variables", Map.of("begin", Map.of("value", true), "key", Map.of("value", key))))
                .expect(200));
    }

    private static Map<String, Object> variables(String key) {
        return Map.of("key", Map.of("value", key));
    }

    private static Begun started(Steps steps, String key, String process, Runnable happen) {
        return new Begun(
                "the start event of " + process,
                () -> {
                    happen.run();
                    happen.run();
                },
                () -> steps.awaitCount(ended(process, key), 2));
    }

    private static Begun startByTimer(Steps steps, String key) {
        String jobs = "/job?processDefinitionKey=" + EveryModel.BY_TIMER;
        String all = "/history/process-instance/count?completed=true&processDefinitionKey=" + EveryModel.BY_TIMER;
        AtomicInteger before = new AtomicInteger();
        return new Begun(
                "the timer start event of a definition, for " + key,
                () -> {
                    before.set(steps.count(all));
                    steps.dueNow(steps.engine().only(jobs));
                },
                () -> {
                    steps.awaitCount(all, before.get() + 1);
                    steps.engine().only(jobs); // the next start is planned
                });
    }
}
