package io.netbuild.workflow;

import java.util.Map;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** What a message asks for, see {@code docs/reference/workflow-command.schema.json}. {@link CommandFormat} makes them. */
public sealed interface WorkflowCommand {

    /** Of the process instances that it is about; null for none. */
    @Nullable
    String businessKey();

    /** May be empty. */
    VariableMap variables();

    /** Starts an instance of the newest version of a definition. */
    record Start(String processDefinitionKey, @Nullable String businessKey, VariableMap variables)
            implements WorkflowCommand {}

    /**
     * Gives a message to the one instance that waits for it, or starts one by it.
     *
     * @param correlationKeys values of variables that the instance has
     * @param processInstanceId null: whichever
     */
    record Correlate(
            String messageName,
            @Nullable String businessKey,
            @Nullable String processInstanceId,
            Map<String, Object> correlationKeys,
            VariableMap variables)
            implements WorkflowCommand {

        public Correlate {
            correlationKeys = Map.copyOf(correlationKeys);
        }
    }

    /** Gives a signal to all that wait for it, which may be nobody. */
    record Signal(String signalName, VariableMap variables) implements WorkflowCommand {
        @Override
        public @Nullable String businessKey() {
            return null;
        }
    }

    /** Completes an external task, which has to be locked by the worker still: somebody else may have taken it over. */
    record CompleteExternalTask(
            String externalTaskId, String workerId, @Nullable String businessKey, VariableMap variables)
            implements WorkflowCommand {}
}
