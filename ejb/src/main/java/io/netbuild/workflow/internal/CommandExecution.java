package io.netbuild.workflow.internal;

import io.netbuild.engine.EngineRouter;
import io.netbuild.workflow.CommandFormat;
import io.netbuild.workflow.CommandRefusedException;
import io.netbuild.workflow.RefusalReason;
import io.netbuild.workflow.WorkflowCommand;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;

/** Carries a command out in the engine of the current tenant, as part of the running transaction. */
@ApplicationScoped
public class CommandExecution {

    private final EngineRouter router;

    @Inject
    CommandExecution(EngineRouter router) {
        this.router = router;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected CommandExecution() {
        this(null);
    }

    /** @throws CommandRefusedException when it can never be carried out; anything else that the engine throws may be different the next time */
    void execute(IncomingCommand incoming) {
        ProcessEngine engine = router.current();
        WorkflowCommand command = CommandFormat.read(incoming.command(), incoming.body());
        if (command instanceof WorkflowCommand.Start start) {
            start(engine, start);
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
    private static void start(ProcessEngine engine, WorkflowCommand.Start start) {
        List<ProcessDefinition> newest = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(start.processDefinitionKey())
                .latestVersion()
                .list();
        ProcessDefinition definition = newest.stream()
                .filter(found -> found.getTenantId() != null)
                .findFirst()
                .or(() -> newest.stream().findFirst())
                .orElseThrow(() -> new CommandRefusedException(
                        RefusalReason.UNKNOWN_DEFINITION,
                        "There is no process definition '%s'".formatted(start.processDefinitionKey())));
        engine.getRuntimeService()
                .createProcessInstanceById(definition.getId())
                .businessKey(start.businessKey())
                .setVariables(start.variables())
                .execute();
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
