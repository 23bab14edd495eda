package io.netbuild.dev.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One tenant in the demo. Its models are deployed by somebody who runs it, its work is done by somebody who works there. */
final class TenantRun implements AutoCloseable {

    private static final String ORDERS = "order-fulfilment";

    private final DemoTenant tenant;
    private final Placement placement;
    private final Progress progress;
    private final EngineRest admin;
    private final Work work;
    private final Workers workers;
    private final Intruder intruder;
    private @Nullable Neighbour neighbour;

    /** @param run names this run in business keys */
    TenantRun(
            DemoTenant tenant,
            Placement placement,
            PlatformClient platform,
            Tokens tokens,
            String run,
            Progress progress) {
        this.tenant = tenant;
        this.placement = placement;
        this.progress = progress;
        PlatformClient asAdmin = platform.as(tokens.admin(tenant));
        this.admin = new EngineRest(asAdmin, tenant);
        this.intruder = new Intruder(asAdmin, tenant);
        String user = tokens.user(tenant);
        EngineRest engine = new EngineRest(platform.as(user), tenant);
        this.work = new Work(engine, tenant.id() + "-" + run);
        this.workers = new Workers(engine, tenant, user);
    }

    /** Deploys the models, does a day's work and leaves two orders waiting. */
    void work() {
        String orders = deploy();
        work.doAll();
        neighbour = new Neighbour(tenant, placement.engine(), admin, work.hold(orders));
        Done done = done();
        progress.say(
                name(),
                "%d instances, %d user tasks, %d external tasks, %d messages, %d timers, %d incident"
                        .formatted(
                                done.instances(),
                                done.tasks(),
                                done.externalTasks(),
                                done.messages(),
                                done.timers(),
                                done.incidents()));
    }

    private String deploy() {
        for (String application : Models.applications()) {
            if (!application.equals(ORDERS)) {
                admin.deploy(application);
            }
        }
        String orders = admin.deploy(ORDERS);
        progress.say(name(), "%d models deployed".formatted(Models.all().size()));
        return orders;
    }

    /** Tries to get at what the others have. */
    void intrude(List<TenantRun> all) {
        all.stream().filter(other -> other != this).map(TenantRun::neighbour).forEach(intruder::intrude);
        progress.say(
                name(), "%d attempts on the others' work".formatted(attempts().size()));
    }

    /** Finishes what was left waiting. */
    void finish() {
        work.release(neighbour().possessions());
        progress.say(name(), "finished what was waiting");
    }

    String name() {
        return tenant.id();
    }

    Placement placement() {
        return placement;
    }

    private Neighbour neighbour() {
        if (neighbour == null) {
            throw new IllegalStateException(name() + " has not worked yet");
        }
        return neighbour;
    }

    Done done() {
        return work.done(workers.handled());
    }

    /** What it tried, what its workers were handed included. */
    List<Attempt> attempts() {
        List<Attempt> all = new ArrayList<>(intruder.attempts());
        List<String> foreign = workers.foreign();
        all.add(new Attempt(
                "all",
                "external tasks of the same topics",
                foreign.isEmpty() ? "nothing" : foreign.toString(),
                foreign.isEmpty()));
        return all;
    }

    @Override
    public void close() {
        workers.close();
    }
}
