package io.netbuild.workflow;

import io.netbuild.workflow.internal.CommandRuns;
import io.netbuild.workflow.internal.EventListeners;
import io.netbuild.workflow.internal.EventRelay;
import io.netbuild.workflow.internal.IntakeLoop;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Workflows by message on this server. From when it is started, messages of the queue are taken into the inboxes of their tenants, and the commands in
 * the inboxes are carried out.
 */
@ApplicationScoped
public class WorkflowMessages {

    private final IntakeLoop intake;
    private final CommandRuns runs;
    private final EventRelay events;
    private final EventListeners listeners;
    private final JmsSettings settings;

    @Inject
    WorkflowMessages(
            IntakeLoop intake, CommandRuns runs, EventRelay events, EventListeners listeners, JmsSettings settings) {
        this.intake = intake;
        this.runs = runs;
        this.events = events;
        this.listeners = listeners;
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected WorkflowMessages() {
        this(null, null, null, null, null);
    }

    /** To be called once, when tenants are served. Returns at once; does nothing when {@code netbuild.jms.enabled} is false. */
    public void start() {
        if (settings.enabled()) {
            listeners.start();
            events.start();
            runs.start();
            intake.start();
        }
    }

    @PreDestroy
    void stop() {
        intake.stop();
        runs.stop();
        events.stop();
        listeners.stop();
    }
}
