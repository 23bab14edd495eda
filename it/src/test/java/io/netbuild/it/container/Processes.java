package io.netbuild.it.container;

import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** The processes of the tests in the container. */
final class Processes {

    /** One task. */
    static final String TASK = "it-task";

    /** Asks in a job who it runs for, into the variable {@code ranAs}. */
    static final String JOB = "it-job";

    /** The same after a timer. */
    static final String TIMER = "it-timer";

    /** Two jobs, one after the other, and no wait state. */
    static final String WORK = "it-work";

    private static final String WHO_AM_I = "${tenantProbe.whoAmI()}";

    private Processes() {}

    static void deploy(RepositoryService repository) {
        DeploymentBuilder deployment = repository.createDeployment().name("in container");
        for (BpmnModelInstance model : List.of(task(), job(), timer(), work())) {
            String name = model.getModelElementsByType(org.camunda.bpm.model.bpmn.instance.Process.class)
                    .iterator()
                    .next()
                    .getId();
            deployment.addModelInstance(name + ".bpmn", model);
        }
        deployment.deploy();
    }

    private static BpmnModelInstance task() {
        return Bpmn.createExecutableProcess(TASK)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .userTask()
                .endEvent()
                .done();
    }

    private static BpmnModelInstance job() {
        return Bpmn.createExecutableProcess(JOB)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask()
                .camundaAsyncBefore()
                .camundaExpression(WHO_AM_I)
                .camundaResultVariable("ranAs")
                .userTask()
                .endEvent()
                .done();
    }

    private static BpmnModelInstance timer() {
        return Bpmn.createExecutableProcess(TIMER)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .intermediateCatchEvent()
                .timerWithDuration("PT1S")
                .serviceTask()
                .camundaExpression(WHO_AM_I)
                .camundaResultVariable("ranAs")
                .userTask()
                .endEvent()
                .done();
    }

    private static BpmnModelInstance work() {
        return Bpmn.createExecutableProcess(WORK)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("first")
                .camundaAsyncBefore()
                .camundaExpression(WHO_AM_I)
                .camundaResultVariable("ranAs")
                .serviceTask("second")
                .camundaAsyncBefore()
                .camundaExpression(WHO_AM_I)
                .camundaResultVariable("ranAsWell")
                .endEvent()
                .done();
    }
}
