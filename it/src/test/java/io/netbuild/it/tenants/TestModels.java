package io.netbuild.it.tenants;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import io.netbuild.sample.PurchaseRequests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** Models that only tests need. */
public final class TestModels {

    /** Waits for the message of the same name. */
    public static final String MESSAGE = "it-message";

    /** Waits for the signal of the same name. */
    public static final String SIGNAL = "it-signal";

    /** Is started by {@code go} being true, and waits then. */
    public static final String CONDITION = "it-condition";

    /** Waits for the duration in the variable {@code wait}. */
    public static final String TIMER = "it-timer";

    /** Writes the tenant that its job runs for into the variable {@code ranAs}, and waits then. */
    public static final String PROBE = "it-probe";

    /** Has an external task of the topic of the same name. */
    public static final String EXTERNAL = "it-external";

    /** Cannot be started: it fails behind its first step. */
    public static final String REFUSING = "it-refusing";

    private TestModels() {}

    /** All that a tenant of the isolation tests has deployed. */
    public static List<ModelFile> all() {
        List<ModelFile> models = new ArrayList<>(Models.of("simple"));
        models.addAll(Models.of("failing"));
        models.addAll(Models.of("order-fulfilment"));
        models.add(purchaseApproval());
        models.add(message());
        models.add(signal());
        models.add(condition());
        models.add(timer());
        models.add(probe());
        return models;
    }

    public static ModelFile message() {
        return model(Bpmn.createExecutableProcess(MESSAGE)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .intermediateCatchEvent()
                .message(MESSAGE)
                .endEvent()
                .done());
    }

    public static ModelFile signal() {
        return model(Bpmn.createExecutableProcess(SIGNAL)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .intermediateCatchEvent()
                .signal(SIGNAL)
                .endEvent()
                .done());
    }

    /** Ends at once. */
    public static ModelFile named(String process) {
        return model(Bpmn.createExecutableProcess(process)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .endEvent()
                .done());
    }

    public static ModelFile refusing() {
        return model(Bpmn.createExecutableProcess(REFUSING)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .exclusiveGateway()
                .condition("never", "${false}")
                .endEvent()
                .done());
    }

    public static ModelFile external() {
        return model(Bpmn.createExecutableProcess(EXTERNAL)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask()
                .camundaExternalTask(EXTERNAL)
                .endEvent()
                .done());
    }

    public static ModelFile condition() {
        return model(Bpmn.createExecutableProcess(CONDITION)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .condition("${go}")
                .userTask()
                .endEvent()
                .done());
    }

    public static ModelFile timer() {
        return model(Bpmn.createExecutableProcess(TIMER)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .intermediateCatchEvent("waiting")
                .timerWithDuration("${wait}")
                .endEvent()
                .done());
    }

    public static ModelFile probe() {
        return model(Bpmn.createExecutableProcess(PROBE)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask()
                .camundaAsyncBefore()
                .camundaExpression("${currentTenantProbe.tenant()}")
                .camundaResultVariable("ranAs")
                .userTask()
                .endEvent()
                .done());
    }

    /** The process of the sample application. */
    public static ModelFile purchaseApproval() {
        try (InputStream model = PurchaseRequests.class.getResourceAsStream("/purchase-approval.bpmn")) {
            return new ModelFile(
                    "purchase-approval.bpmn", Objects.requireNonNull(model).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelFile model(BpmnModelInstance model) {
        String process = model.getModelElementsByType(org.camunda.bpm.model.bpmn.instance.Process.class)
                .iterator()
                .next()
                .getId();
        return new ModelFile(process + ".bpmn", Bpmn.convertToString(model).getBytes(UTF_8));
    }
}
