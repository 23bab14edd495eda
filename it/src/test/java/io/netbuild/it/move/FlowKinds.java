package io.netbuild.it.move;

import java.util.List;
import java.util.Map;

/** Instances whose executions are more than one, or not what they seem. */
final class FlowKinds {

    static final List<Begun.Kind> ALL = List.of(
            FlowKinds::call,
            FlowKinds::parallel,
            FlowKinds::sequential,
            FlowKinds::subprocess,
            FlowKinds::compensation,
            FlowKinds::suspended);

    private FlowKinds() {}

    private static Begun call(Steps steps, String key) {
        String caller = steps.start(EveryModel.CALLER, key);
        String called = steps.engine().only("/process-instance?superProcessInstance=" + caller);
        return new Begun("a call activity", () -> steps.complete(called, "called"), () -> List.of(called, caller)
                .forEach(steps::awaitEnd));
    }

    private static Begun parallel(Steps steps, String key) {
        String instance = steps.start(EveryModel.PARALLEL, key);
        steps.complete(instance, "each");
        return new Begun(
                "a parallel multi-instance of which one of three has ended",
                () -> steps.api()
                        .get("/task?processInstanceId=" + instance)
                        .expect(200)
                        .ids()
                        .forEach(steps::completeTask),
                () -> steps.awaitEnd(instance));
    }

    private static Begun sequential(Steps steps, String key) {
        String instance = steps.start(EveryModel.SEQUENTIAL, key);
        steps.complete(instance, "each");
        return new Begun(
                "a sequential multi-instance at the second of three",
                () -> {
                    steps.complete(instance, "each");
                    steps.complete(instance, "each");
                },
                () -> steps.awaitEnd(instance));
    }

    private static Begun subprocess(Steps steps, String key) {
        String instance = steps.start(EveryModel.SUBPROCESS, key);
        steps.message(EveryModel.SUBPROCESS, instance);
        return new Begun(
                "event subprocesses around an embedded one",
                () -> {
                    steps.message(EveryModel.SUBPROCESS, instance);
                    steps.complete(instance, "note");
                    steps.complete(instance, "note");
                    steps.due(instance, "late");
                },
                () -> {
                    steps.complete(instance, "rescue");
                    steps.awaitEnd(instance);
                });
    }

    private static Begun compensation(Steps steps, String key) {
        String instance = steps.start(EveryModel.COMPENSATION, key);
        steps.complete(instance, "book");
        return new Begun(
                "a subprocess that can be compensated",
                () -> {
                    steps.complete(instance, "decide");
                    steps.complete(instance, "cancel");
                },
                () -> steps.awaitEnd(instance));
    }

    private static Begun suspended(Steps steps, String key) {
        String instance = steps.start(EveryModel.PARALLEL, key);
        steps.api()
                .put("/process-instance/" + instance + "/suspended", Map.of("suspended", true))
                .expect(204);
        return new Begun(
                "a suspended instance",
                () -> {
                    List<String> tasks = steps.api()
                            .get("/task?processInstanceId=" + instance)
                            .expect(200)
                            .ids();
                    if (steps.api()
                                    .post("/task/" + tasks.get(0) + "/complete", Map.of())
                                    .status()
                            == 204) {
                        throw new AssertionError("is not suspended any more");
                    }
                    steps.api()
                            .put("/process-instance/" + instance + "/suspended", Map.of("suspended", false))
                            .expect(204);
                    tasks.forEach(steps::completeTask);
                },
                () -> steps.awaitEnd(instance));
    }
}
