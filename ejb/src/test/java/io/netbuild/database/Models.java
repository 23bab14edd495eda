package io.netbuild.database;

import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.StartEventBuilder;

/** Small process models; each has a key of its own. */
final class Models {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Models() {}

    static StartEventBuilder process(String key) {
        return Bpmn.createExecutableProcess(key).startEvent("start");
    }

    static String key(String name) {
        return name + COUNTER.incrementAndGet();
    }

    static BpmnModelInstance userTask() {
        return userTask(key("userTask"));
    }

    static BpmnModelInstance userTask(String key) {
        return process(key)
                .userTask("approve")
                .name("Approve")
                .camundaAssignee("alice")
                .camundaCandidateGroups("clerks")
                .endEvent("end")
                .done();
    }

    static BpmnModelInstance failing() {
        return process(key("failing"))
                .camundaAsyncBefore()
                .serviceTask("fail")
                .camundaExpression("${nothing.there}")
                .endEvent()
                .done();
    }

    static BpmnModelInstance timer() {
        return process(key("timer"))
                .userTask("wait")
                .boundaryEvent("late")
                .timerWithDuration("PT1H")
                .userTask("remind")
                .endEvent()
                .moveToActivity("wait")
                .endEvent()
                .done();
    }

    static BpmnModelInstance externalTask(String topic) {
        return process(key("external"))
                .serviceTask("work")
                .camundaExternalTask(topic)
                .boundaryEvent("problem")
                .error("PROBLEM")
                .endEvent("handled")
                .moveToActivity("work")
                .endEvent()
                .done();
    }
}
