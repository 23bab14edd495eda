package io.netbuild.engine.internal;

import io.netbuild.engine.EventDemand;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricIncidentEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;

/** Makes events for the world outside of what the engine writes into its history. The names of their fields are a promise, see {@code docs/reference/jms.md}. */
final class EventCapture implements HistoryEventHandler {

    private static final Map<String, String> PROCESS = Map.of(
            HistoryEventTypes.PROCESS_INSTANCE_START.getEventName(), "process:started",
            HistoryEventTypes.PROCESS_INSTANCE_END.getEventName(), "process:ended");
    private static final Map<String, String> TASK = Map.of(
            HistoryEventTypes.TASK_INSTANCE_CREATE.getEventName(), "task:created",
            HistoryEventTypes.TASK_INSTANCE_COMPLETE.getEventName(), "task:completed");
    private static final Map<String, String> INCIDENT =
            Map.of(HistoryEventTypes.INCIDENT_CREATE.getEventName(), "incident:created");

    private final EventDemand demand;

    EventCapture(EventDemand demand) {
        this.demand = demand;
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        String name = demand.isWanted() ? name(event) : null;
        if (name != null) {
            Context.getCommandContext().getSession(EventOutbox.class).add(new OutgoingEvent(name, body(name, event)));
        }
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    /** Null for what is no event outside. */
    private static @Nullable String name(HistoryEvent event) {
        String type = event.getEventType();
        if (event instanceof HistoricProcessInstanceEventEntity) {
            return PROCESS.get(type);
        }
        if (event instanceof HistoricTaskInstanceEventEntity) {
            return TASK.get(type);
        }
        return event instanceof HistoricIncidentEventEntity ? INCIDENT.get(type) : null;
    }

    private static String body(String name, HistoryEvent event) {
        JsonObjectBuilder body = Json.createObjectBuilder().add("event", name);
        put(body, "processInstanceId", event.getProcessInstanceId());
        put(body, "processDefinitionKey", event.getProcessDefinitionKey());
        put(body, "processDefinitionId", event.getProcessDefinitionId());
        put(body, "businessKey", businessKey(event));
        if (event instanceof HistoricProcessInstanceEventEntity instance) {
            put(body, "time", name.equals("process:ended") ? instance.getEndTime() : instance.getStartTime());
            put(body, "deleteReason", instance.getDeleteReason());
        } else if (event instanceof HistoricTaskInstanceEventEntity task) {
            put(body, "time", name.equals("task:completed") ? task.getEndTime() : task.getStartTime());
            put(body, "taskId", task.getTaskId());
            put(body, "taskDefinitionKey", task.getTaskDefinitionKey());
        } else if (event instanceof HistoricIncidentEventEntity incident) {
            put(body, "time", incident.getCreateTime());
            put(body, "incidentId", incident.getId());
            put(body, "incidentType", incident.getIncidentType());
            put(body, "activityId", incident.getActivityId());
        }
        return body.build().toString();
    }

    private static @Nullable String businessKey(HistoryEvent event) {
        if (event instanceof HistoricProcessInstanceEventEntity instance) {
            return instance.getBusinessKey();
        }
        if (event.getProcessInstanceId() == null) {
            return null;
        }
        ExecutionEntity instance =
                Context.getCommandContext().getExecutionManager().findExecutionById(event.getProcessInstanceId());
        return instance == null ? null : instance.getBusinessKey();
    }

    private static void put(JsonObjectBuilder body, String name, @Nullable String value) {
        if (value != null) {
            body.add(name, value);
        }
    }

    private static void put(JsonObjectBuilder body, String name, @Nullable Date value) {
        if (value != null) {
            body.add(name, value.toInstant().toString());
        }
    }
}
