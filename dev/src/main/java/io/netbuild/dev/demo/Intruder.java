package io.netbuild.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A tenant that tries to see and to touch what others have, by ids that it should not know. Each look is first made by the owner, who must see
 * something: an address that leads nowhere proves nothing.
 */
final class Intruder {

    private static final Map<String, Function<Possessions, String>> LOOKS = new LinkedHashMap<>();

    static {
        LOOKS.put("process instance by id", its -> "/process-instance/" + its.instance());
        LOOKS.put("process instances by business key", its -> "/process-instance?businessKey=" + its.instanceKey());
        LOOKS.put("variables by instance id", its -> "/variable-instance?processInstanceIdIn=" + its.instance());
        LOOKS.put("history by instance id", its -> "/history/process-instance/" + its.instance());
        LOOKS.put("task by id", its -> "/task/" + its.task());
        LOOKS.put("tasks by instance id", its -> "/task?processInstanceId=" + its.instance());
        LOOKS.put("process definition by id", its -> "/process-definition/" + its.definition());
        LOOKS.put("deployment by id", its -> "/deployment/" + its.deployment());
        LOOKS.put("deployed files by deployment id", its -> "/deployment/" + its.deployment() + "/resources");
    }

    private final PlatformClient platform;
    private final EngineRest own;
    private final List<Attempt> attempts = new ArrayList<>();

    /** @param platform the platform's address with the authorization of the intruding tenant's admin */
    Intruder(PlatformClient platform, DemoTenant tenant) {
        this.platform = platform;
        this.own = new EngineRest(platform, tenant);
    }

    /** Tries everything on the other tenant. */
    void intrude(Neighbour owner) {
        Possessions its = owner.possessions();
        LOOKS.forEach((what, path) -> look(owner, what, path.apply(its)));
        look(
                owner,
                "process instance by the engine's name",
                "/engine/" + owner.engineName() + "/process-instance/" + its.instance());
        note(
                owner,
                "process instance at its own address",
                new EngineRest(platform, owner.tenant()).get("/process-instance/" + its.instance()));
        touch(owner, "message by name and business key", own.correlate("order-delivered", its.deliveryKey()));
        touch(owner, "deletion of its process instance", own.delete(its.instance()));
    }

    private void look(Neighbour owner, String what, String path) {
        Answer control = owner.engine().get(path);
        if (!shows(control)) {
            throw new DemoException("%s cannot see its own %s: %s answered %d %s"
                    .formatted(owner.name(), what, control.request(), control.status(), control.reason()));
        }
        note(owner, what, own.get(path));
    }

    private void note(Neighbour owner, String what, Answer answer) {
        boolean nothing = answer.is(200) && !shows(answer);
        String got = nothing ? "nothing" : String.valueOf(answer.status());
        attempts.add(new Attempt(owner.name(), what, got, nothing || isRefusal(answer)));
    }

    private void touch(Neighbour owner, String what, Answer answer) {
        attempts.add(new Attempt(owner.name(), what, String.valueOf(answer.status()), isRefusal(answer)));
    }

    private static boolean shows(Answer answer) {
        JsonNode json = answer.json();
        return answer.is(200) && !(json.isArray() && json.isEmpty());
    }

    /** A server error is none: nobody has decided then. */
    private static boolean isRefusal(Answer answer) {
        return answer.is(400, 401, 403, 404);
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }
}
