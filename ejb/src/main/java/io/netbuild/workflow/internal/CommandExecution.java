package io.netbuild.workflow.internal;

import io.netbuild.engine.EngineCommands;
import io.netbuild.engine.EngineRouter;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.workflow.CommandFormat;
import io.netbuild.workflow.CommandRefusedException;
import io.netbuild.workflow.RefusalReason;
import io.netbuild.workflow.WorkflowCommand;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;

/**
 * Carries commands out in the engine of the current tenant, as part of the running transaction. Each is its sender's: authorizations apply, and the history
 * names who it was. What the application itself has sent is carried out without a user, as are its own calls.
 */
@ApplicationScoped
public class CommandExecution {

    private final EngineRouter router;
    private final Senders senders;

    @Inject
    CommandExecution(EngineRouter router, Senders senders) {
        this.router = router;
        this.senders = senders;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected CommandExecution() {
        this(null, null);
    }

    /**
     * Carries out commands, one after the other.
     *
     * @throws CommandRefusedException when one of them can never be carried out; anything else that the engine throws may be different the next time
     */
    void execute(List<IncomingCommand> incoming) {
        ProcessEngine engine = router.current();
        for (List<IncomingCommand> neighbours : bySender(incoming)) {
            Optional<Caller> sender = senders.of(neighbours.get(0));
            List<WorkflowCommand> commands = neighbours.stream()
                    .map(command -> CommandFormat.read(command.command(), command.body()))
                    .toList();
            if (sender.isPresent()) {
                authenticated(engine, sender.get(), neighbours.get(0).tenant(), () -> execute(engine, commands));
            } else {
                execute(engine, commands);
            }
        }
    }

    /** The commands in their order, neighbours of the same sender together. */
    static List<List<IncomingCommand>> bySender(List<IncomingCommand> commands) {
        List<List<IncomingCommand>> groups = new ArrayList<>();
        for (IncomingCommand command : commands) {
            List<IncomingCommand> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (last.isEmpty() || !Objects.equals(last.get(0).producer(), command.producer())) {
                last = new ArrayList<>();
                groups.add(last);
            }
            last.add(command);
        }
        return groups;
    }

    private static void authenticated(ProcessEngine engine, Caller sender, TenantId tenant, Runnable work) {
        IdentityService identity = engine.getIdentityService();
        identity.setAuthentication(sender.subject(), List.copyOf(sender.engineGroups()), List.of(tenant.value()));
        try {
            work.run();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** Starts alone are one command of the engine, which writes all of them at once; what comes after something else has to see it. */
    private static void execute(ProcessEngine engine, List<WorkflowCommand> commands) {
        Map<String, String> definitions = new HashMap<>();
        if (commands.size() > 1 && commands.stream().allMatch(WorkflowCommand.Start.class::isInstance)) {
            EngineCommands.together(engine, () -> commands.forEach(command -> execute(engine, command, definitions)));
        } else {
            commands.forEach(command -> execute(engine, command, definitions));
        }
    }

    /** @param definitions the ids of definitions that were looked up already, by key */
    private static void execute(ProcessEngine engine, WorkflowCommand command, Map<String, String> definitions) {
        if (command instanceof WorkflowCommand.Start start) {
            engine.getRuntimeService()
                    .createProcessInstanceById(
                            definitions.computeIfAbsent(start.processDefinitionKey(), key -> definition(engine, key)))
                    .businessKey(start.businessKey())
                    .setVariables(start.variables())
                    .execute();
        } else if (command instanceof WorkflowCommand.Correlate correlate) {
            correlate(engine, correlate);
        } else if (command instanceof WorkflowCommand.Signal signal) {
            engine.getRuntimeService()
                    .createSignalEvent(signal.signalName())
                    .setVariables(signal.variables())
                    .send();
        } else if (command instanceof WorkflowCommand.CompleteExternalTask complete) {
            complete(engine, complete);
        }
    }

    /** The tenant's own definition goes before one of the same key that is shared by all. */
    private static String definition(ProcessEngine engine, String key) {
        List<ProcessDefinition> newest = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .list();
        return newest.stream()
                .filter(found -> found.getTenantId() != null)
                .findFirst()
                .or(() -> newest.stream().findFirst())
                .map(ProcessDefinition::getId)
                .orElseThrow(() -> new CommandRefusedException(
                        RefusalReason.UNKNOWN_DEFINITION, "There is no process definition '%s'".formatted(key)));
    }

    private static void correlate(ProcessEngine engine, WorkflowCommand.Correlate correlate) {
        MessageCorrelationBuilder correlation = engine.getRuntimeService()
                .createMessageCorrelation(correlate.messageName())
                .setVariables(correlate.variables());
        if (correlate.businessKey() != null) {
            correlation.processInstanceBusinessKey(correlate.businessKey());
        }
        if (correlate.processInstanceId() != null) {
            correlation.processInstanceId(correlate.processInstanceId());
        }
        correlate.correlationKeys().forEach(correlation::processInstanceVariableEquals);
        correlation.correlate();
    }

    private static void complete(ProcessEngine engine, WorkflowCommand.CompleteExternalTask complete) {
        ExternalTask task = engine.getExternalTaskService()
                .createExternalTaskQuery()
                .externalTaskId(complete.externalTaskId())
                .singleResult();
        if (task == null) {
            throw new CommandRefusedException(
                    RefusalReason.UNKNOWN_EXTERNAL_TASK,
                    "There is no external task '%s'; it may be completed".formatted(complete.externalTaskId()));
        }
        if (!complete.workerId().equals(task.getWorkerId())) {
            throw new CommandRefusedException(
                    RefusalReason.NOT_LOCK_OWNER,
                    "External task '%s' is not locked by worker '%s'"
                            .formatted(complete.externalTaskId(), complete.workerId()));
        }
        engine.getExternalTaskService().complete(complete.externalTaskId(), complete.workerId(), complete.variables());
    }
}
