package io.netbuild.probe.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** The models that every tenant of a probe deploys: keys are alike for all of them, but for one process. */
final class ProbeModels {

    /** Waits for everything that a process can wait for. */
    static final String WAITING = "probe";

    /** Has one job, which nobody runs. */
    static final String FAILING = "probe-failing";

    /** Decides and ends. */
    static final String DECIDING = "probe-deciding";

    static final String DECISION = "probe-decision";
    static final String MESSAGE = "probe-message";

    /** The user task of {@link #WAITING}. */
    static final String TASK = "work";

    private static final String FORM = "probe-form";
    private static final String KEPT = "P1D";
    private static final String[] FILES = {DECISION + ".dmn", FORM + ".form"};

    private ProbeModels() {}

    static DeploymentBuilder addTo(DeploymentBuilder deployment, ProbeTenant tenant) {
        deployment
                .name("isolation probe")
                .addModelInstance(WAITING + ".bpmn", waiting(tenant))
                .addModelInstance(FAILING + ".bpmn", failing())
                .addModelInstance(DECIDING + ".bpmn", deciding())
                .addModelInstance("only.bpmn", only(tenant));
        for (String file : FILES) {
            deployment.addString(file, text(file));
        }
        return deployment;
    }

    /** The key of the process that no other tenant has. */
    static String onlyKey(ProbeTenant tenant) {
        return "only-" + tenant.id();
    }

    /** The signal that only this tenant's instances wait for. */
    static String signal(ProbeTenant tenant) {
        return "signal-" + tenant.id();
    }

    /** The topic of this tenant's external tasks. */
    static String topic(ProbeTenant tenant) {
        return "topic-" + tenant.id();
    }

    private static BpmnModelInstance waiting(ProbeTenant tenant) {
        return Bpmn.createExecutableProcess(WAITING)
                .camundaHistoryTimeToLiveString(KEPT)
                .startEvent()
                .parallelGateway("fork")
                .userTask(TASK)
                .camundaFormRef(FORM)
                .camundaFormRefBinding("latest")
                .endEvent()
                .moveToNode("fork")
                .serviceTask("outside")
                .camundaExternalTask(topic(tenant))
                .endEvent()
                .moveToNode("fork")
                .intermediateCatchEvent("message")
                .message(MESSAGE)
                .endEvent()
                .moveToNode("fork")
                .intermediateCatchEvent("signal")
                .signal(signal(tenant))
                .endEvent()
                .moveToNode("fork")
                .intermediateCatchEvent("timer")
                .timerWithDuration("P3650D")
                .endEvent()
                .done();
    }

    private static BpmnModelInstance failing() {
        return Bpmn.createExecutableProcess(FAILING)
                .camundaHistoryTimeToLiveString(KEPT)
                .startEvent()
                .serviceTask("fail")
                .camundaAsyncBefore()
                .camundaExpression("${true}")
                .endEvent()
                .done();
    }

    private static BpmnModelInstance deciding() {
        return Bpmn.createExecutableProcess(DECIDING)
                .camundaHistoryTimeToLiveString(KEPT)
                .startEvent()
                .businessRuleTask("decide")
                .camundaDecisionRef(DECISION)
                .camundaResultVariable("answer")
                .camundaMapDecisionResult("singleEntry")
                .endEvent()
                .done();
    }

    private static BpmnModelInstance only(ProbeTenant tenant) {
        return Bpmn.createExecutableProcess(onlyKey(tenant))
                .camundaHistoryTimeToLiveString(KEPT)
                .startEvent()
                .userTask()
                .endEvent()
                .done();
    }

    private static String text(String file) {
        try (InputStream in =
                Objects.requireNonNull(ProbeModels.class.getResourceAsStream("/io/netbuild/probe/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
