package io.netbuild.it.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netbuild.dev.demo.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.ProcessBuilder;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaList;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaValue;

/** Models that together wait in every way that a process, a case or a decision can. {@code key} is the variable that tells instances apart. */
final class EveryModel {

    static final String CALLER = "moved-caller";
    static final String PARALLEL = "moved-parallel";
    static final String SEQUENTIAL = "moved-sequential";
    static final String SUBPROCESS = "moved-subprocess";
    static final String COMPENSATION = "moved-compensation";
    static final String TIMERS = "moved-timers";
    static final String RACE = "moved-race";
    static final String RECEIVE = "moved-receive";
    static final String SIGNAL = "moved-signal";
    static final String CONDITION = "moved-condition";
    static final String BY_MESSAGE = "moved-started-by-message";
    static final String BY_SIGNAL = "moved-started-by-signal";
    static final String BY_CONDITION = "moved-started-by-condition";
    static final String BY_TIMER = "moved-started-by-timer";
    static final String RETRYING = "moved-retrying";
    static final String FAILING = "moved-failing";
    static final String EXTERNAL = "moved-external";
    static final String BATCHED = "moved-batched";
    static final String WORK = "moved-work";
    static final String SERIALIZED = "moved-serialized";

    private EveryModel() {}

    static List<ModelFile> all() {
        List<ModelFile> models = new ArrayList<>(Stream.of(
                        caller(),
                        called(),
                        instances(PARALLEL, false),
                        instances(SEQUENTIAL, true),
                        subprocess(),
                        compensation(),
                        timers(),
                        race(),
                        process(RECEIVE)
                                .startEvent()
                                .receiveTask("waiting")
                                .message(RECEIVE)
                                .endEvent()
                                .done(),
                        process(SIGNAL)
                                .startEvent()
                                .intermediateCatchEvent("waiting")
                                .signal(SIGNAL + "-${key}")
                                .endEvent()
                                .done(),
                        process(CONDITION)
                                .startEvent()
                                .intermediateCatchEvent("waiting")
                                .condition("${go == true}")
                                .endEvent()
                                .done(),
                        process(BY_MESSAGE)
                                .startEvent()
                                .message(BY_MESSAGE)
                                .endEvent()
                                .done(),
                        process(BY_SIGNAL)
                                .startEvent()
                                .signal(BY_SIGNAL)
                                .endEvent()
                                .done(),
                        process(BY_CONDITION)
                                .startEvent()
                                .condition("${begin == true}")
                                .endEvent()
                                .done(),
                        process(BY_TIMER)
                                .startEvent()
                                .timerWithCycle("R/PT1H")
                                .endEvent()
                                .done(),
                        failing(RETRYING, "R3/PT1H"),
                        failing(FAILING, "R1/PT0S"),
                        process(EXTERNAL)
                                .startEvent()
                                .serviceTask("remote")
                                .camundaExternalTask(EXTERNAL + "-${key}")
                                .endEvent()
                                .done(),
                        batched(),
                        work(),
                        serialized())
                .map(EveryModel::file)
                .toList());
        Stream.of("moved-case.cmmn", "moved-limits.dmn", "moved-form.form")
                .map(EveryModel::resource)
                .forEach(models::add);
        return models;
    }

    private static ProcessBuilder process(String id) {
        return Bpmn.createExecutableProcess(id).camundaHistoryTimeToLiveString("P1D");
    }

    private static BpmnModelInstance caller() {
        return process(CALLER)
                .startEvent()
                .callActivity("call")
                .calledElement("moved-called")
                .camundaIn("key", "key")
                .endEvent()
                .done();
    }

    private static BpmnModelInstance called() {
        return process("moved-called")
                .startEvent()
                .userTask("called")
                .endEvent()
                .done();
    }

    private static BpmnModelInstance instances(String id, boolean sequential) {
        var loop = process(id).startEvent().userTask("each").multiInstance().cardinality("3");
        return (sequential ? loop.sequential() : loop.parallel())
                .multiInstanceDone()
                .endEvent()
                .done();
    }

    /** A message adds work without disturbing, a timer takes all other work away. */
    private static BpmnModelInstance subprocess() {
        ProcessBuilder process = process(SUBPROCESS);
        BpmnModelInstance model = process.startEvent()
                .subProcess("inner")
                .embeddedSubProcess()
                .startEvent()
                .userTask("inside")
                .endEvent()
                .subProcessDone()
                .endEvent()
                .done();
        process.eventSubProcess()
                .startEvent("noted")
                .interrupting(false)
                .message(SUBPROCESS)
                .userTask("note")
                .endEvent();
        process.eventSubProcess()
                .startEvent("late")
                .interrupting(true)
                .timerWithDuration("PT1H")
                .userTask("rescue")
                .endEvent();
        return model;
    }

    /** What was done in a subprocess that has ended is undone. */
    private static BpmnModelInstance compensation() {
        return process(COMPENSATION)
                .startEvent()
                .subProcess("trip")
                .embeddedSubProcess()
                .startEvent()
                .userTask("book")
                .boundaryEvent("undo")
                .compensateEventDefinition()
                .compensateEventDefinitionDone()
                .compensationStart()
                .userTask("cancel")
                .compensationDone()
                .endEvent()
                .subProcessDone()
                .userTask("decide")
                .intermediateThrowEvent("back")
                .compensateEventDefinition()
                .compensateEventDefinitionDone()
                .endEvent()
                .done();
    }

    private static BpmnModelInstance timers() {
        return process(TIMERS)
                .startEvent()
                .parallelGateway("fork")
                .intermediateCatchEvent("after")
                .timerWithDuration("${after}")
                .parallelGateway("join")
                .endEvent()
                .moveToNode("fork")
                .intermediateCatchEvent("at")
                .timerWithDate("${at}")
                .connectTo("join")
                .moveToNode("fork")
                .userTask("slow")
                .endEvent()
                .moveToActivity("slow")
                .boundaryEvent("tick")
                .cancelActivity(false)
                .timerWithCycle("R/PT8S")
                .endEvent()
                .moveToActivity("slow")
                .boundaryEvent("expired")
                .timerWithDuration("PT1H")
                .connectTo("join")
                .done();
    }

    private static BpmnModelInstance race() {
        return process(RACE)
                .startEvent()
                .eventBasedGateway()
                .id("race")
                .intermediateCatchEvent("said")
                .message(RACE)
                .endEvent()
                .moveToNode("race")
                .intermediateCatchEvent("unsaid")
                .timerWithDuration("PT1H")
                .endEvent()
                .done();
    }

    /** Cannot go on until the variable {@code repaired} is there. */
    private static BpmnModelInstance failing(String id, String retries) {
        return process(id)
                .startEvent()
                .serviceTask("fails")
                .camundaAsyncBefore()
                .camundaFailedJobRetryTimeCycle(retries)
                .camundaExpression("${repaired}")
                .endEvent()
                .done();
    }

    /** Has a step that is reached by modification alone, and fails without {@code repaired}. */
    private static BpmnModelInstance batched() {
        return process(BATCHED)
                .startEvent()
                .exclusiveGateway("which")
                .condition("never", "${false}")
                .serviceTask("repairable")
                .camundaExpression("${repaired}")
                .endEvent()
                .moveToNode("which")
                .condition("always", "${true}")
                .userTask("waiting")
                .endEvent()
                .done();
    }

    /** A list that the engine has made, which it keeps as Java serializes it. */
    private static BpmnModelInstance serialized() {
        BpmnModelInstance model = process(SERIALIZED)
                .startEvent()
                .serviceTask("list")
                .camundaExpression("${true}")
                .userTask("work")
                .exclusiveGateway()
                .condition("whole", "${listed.size() == 2}")
                .endEvent()
                .moveToLastGateway()
                .userTask("lost")
                .endEvent()
                .done();
        CamundaList list = model.newInstance(CamundaList.class);
        Collection<CamundaValue> elements = list.getValues();
        for (String element : List.of("one", "two")) {
            CamundaValue value = model.newInstance(CamundaValue.class);
            value.setTextContent(element);
            elements.add(value);
        }
        CamundaOutputParameter listed = model.newInstance(CamundaOutputParameter.class);
        listed.setCamundaName("listed");
        listed.setValue(list);
        CamundaInputOutput mapping = model.newInstance(CamundaInputOutput.class);
        mapping.getCamundaOutputParameters().add(listed);
        ServiceTask task = model.getModelElementById("list");
        task.builder().addExtensionElement(mapping);
        return model;
    }

    private static BpmnModelInstance work() {
        return process(WORK)
                .startEvent()
                .userTask("work")
                .camundaCandidateGroups("clerks")
                .camundaCandidateUsers("walter")
                .camundaFormRef("moved-form")
                .camundaFormRefBinding("deployment")
                .endEvent()
                .done();
    }

    private static ModelFile file(BpmnModelInstance model) {
        String process =
                model.getModelElementsByType(Process.class).iterator().next().getId();
        return new ModelFile(process + ".bpmn", Bpmn.convertToString(model).getBytes(UTF_8));
    }

    private static ModelFile resource(String name) {
        try (InputStream content = EveryModel.class.getResourceAsStream(name)) {
            return new ModelFile(name, Objects.requireNonNull(content).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
