package io.netbuild.probe.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.ProcessEngine;

/** Whether commands of {@link JmsAttempt} that an owner has sent itself have been carried out. */
@ApplicationScoped
public class QueuedEffects {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final TenantWork work;
    private final ProcessEngine engine;

    @Inject
    QueuedEffects(TenantWork work, ProcessEngine engine) {
        this.work = work;
        this.engine = engine;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected QueuedEffects() {
        this(null, null);
    }

    /** Waits until the command's effect is there, as long as patience allows. */
    boolean comeTrue(String command, Belongings own, Duration patience) throws Exception {
        Instant end = Instant.now().plus(patience);
        while (!work.undo(own.owner(), () -> isThere(command, own))) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }

    private boolean isThere(String command, Belongings own) {
        return switch (command) {
            case "start" ->
                engine.getRuntimeService()
                                .createProcessInstanceQuery()
                                .processInstanceBusinessKey(own.get("queuedStart"))
                                .count()
                        == 1;
            case "correlate" -> isOver(own, "message");
            case "signal" -> isOver(own, "signal");
            case "complete-external-task" ->
                engine.getExternalTaskService()
                                .createExternalTaskQuery()
                                .externalTaskId(own.get("queuedTask"))
                                .count()
                        == 0;
            default -> throw new IllegalArgumentException(command);
        };
    }

    private boolean isOver(Belongings own, String eventType) {
        return engine.getRuntimeService()
                        .createEventSubscriptionQuery()
                        .processInstanceId(own.get("queued"))
                        .eventType(eventType)
                        .count()
                == 0;
    }
}
