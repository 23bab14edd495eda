package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricDetail;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Running instances, their variables and what wakes them. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class InstancesTest {

    private final TenantEngine here;
    private final TenantEngine there;

    InstancesTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void variablesOfEveryTypeShouldBeReadableByTheirTenantOnly() throws Exception {
        VariableMap variables = Variables.createVariables()
                .putValue("text", "a")
                .putValue("long", 7L)
                .putValue("double", 1.5)
                .putValue("flag", true)
                .putValue("date", new Date(0))
                .putValue("nothing", null)
                .putValue("bytes", new byte[] {1, 2, 3})
                .putValueTyped(
                        "file",
                        Variables.fileValue("order.json")
                                .mimeType("application/json")
                                .file("{\"total\": 3}".getBytes(StandardCharsets.UTF_8))
                                .create())
                .putValueTyped(
                        "object",
                        Variables.objectValue(new ArrayList<>(List.of("x", "y")))
                                .serializationDataFormat(Variables.SerializationDataFormats.JAVA)
                                .create())
                .putValueTyped(
                        "json",
                        Variables.serializedObjectValue("{\"total\":3}")
                                .serializationDataFormat(Variables.SerializationDataFormats.JSON)
                                .objectTypeName("java.util.LinkedHashMap")
                                .create());
        ProcessDefinition definition = here.deploy(Models.userTask());

        ProcessInstance instance = here.start(definition, variables);

        VariableMap read = here.as(() -> runtime(here).getVariablesTyped(instance.getId()));
        assertThat(read).containsEntry("text", "a").containsEntry("long", 7L).containsEntry("nothing", null);
        assertThat((byte[]) read.get("bytes")).containsExactly(1, 2, 3);
        assertThat(read.get("object")).isEqualTo(List.of("x", "y"));
        assertThat(read.get("json")).isEqualTo(Map.of("total", 3));
        FileValue file = read.getValueTyped("file");
        assertThat(file.getFilename()).isEqualTo("order.json");
        try (InputStream content = file.getValue()) {
            assertThat(content.readAllBytes()).asString(StandardCharsets.UTF_8).contains("total");
        }
        assertThat(there.as(() -> runtime(there)
                        .createVariableInstanceQuery()
                        .processInstanceIdIn(instance.getId())
                        .count()))
                .isZero();
        assertThatThrownBy(() -> there.as(() -> runtime(there).getVariables(instance.getId())))
                .isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> there.run(() -> runtime(there).setVariable(instance.getId(), "text", "stolen")))
                .isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void changedAndRemovedVariablesShouldLeaveTheirHistory() {
        ProcessInstance instance =
                here.start(here.deploy(Models.userTask()), Map.of("bytes", new byte[] {1}, "gone", "soon"));

        here.run(() -> runtime(here).setVariable(instance.getId(), "bytes", new byte[] {2, 2}));
        here.run(() -> runtime(here).setVariable(instance.getId(), "bytes", "now a text"));
        here.run(() -> runtime(here).removeVariable(instance.getId(), "gone"));

        List<HistoricDetail> details = here.as(() -> here.engine()
                .getHistoryService()
                .createHistoricDetailQuery()
                .processInstanceId(instance.getId())
                .variableUpdates()
                .list());
        assertThat(details).hasSize(5).allMatch(detail -> here.tenant().equals(detail.getTenantId()));
        List<HistoricVariableInstance> variables = here.as(() -> here.engine()
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .list());
        assertThat(variables).hasSize(1).allMatch(variable -> "now a text".equals(variable.getValue()));
    }

    @Test
    void messageByNameShouldReachOnlyTheTenantsInstances() {
        String key = Models.key("message");
        BpmnModelInstance model = Models.process(key)
                .intermediateCatchEvent("wait")
                .message("Paid")
                .endEvent()
                .done();
        ProcessInstance mine = here.start(here.deploy(model));
        ProcessInstance theirs = there.start(there.deploy(model));

        here.run(() -> runtime(here)
                .createMessageCorrelation("Paid")
                .processInstanceBusinessKey("key")
                .correlateAll());

        assertThat(isRunning(here, mine)).isFalse();
        assertThat(isRunning(there, theirs)).isTrue();
        there.run(() -> runtime(there).createMessageCorrelation("Paid").correlateAll());
        assertThat(isRunning(there, theirs)).isFalse();
    }

    @Test
    void messageStartShouldStartOnlyTheTenantsDefinition() {
        String name = Models.key("StartOrder");
        BpmnModelInstance model = Models.process(Models.key("starts"))
                .message(name)
                .userTask()
                .endEvent()
                .done();
        here.deploy(model);

        ProcessInstance started =
                here.as(() -> runtime(here).createMessageCorrelation(name).correlateStartMessage());

        assertThat(started.getTenantId()).isEqualTo(here.tenant());
        assertThatThrownBy(() -> there.as(
                        () -> runtime(there).createMessageCorrelation(name).correlateStartMessage()))
                .isInstanceOf(MismatchingMessageCorrelationException.class);
    }

    @Test
    void signalShouldReachOnlyTheTenantsInstances() {
        BpmnModelInstance model = Models.process(Models.key("signal"))
                .intermediateCatchEvent()
                .signal("Alarm")
                .endEvent()
                .done();
        ProcessInstance mine = here.start(here.deploy(model));
        ProcessInstance theirs = there.start(there.deploy(model));

        here.run(() -> runtime(here).createSignalEvent("Alarm").send());

        assertThat(isRunning(here, mine)).isFalse();
        assertThat(isRunning(there, theirs)).isTrue();
    }

    @Test
    void conditionShouldBeEvaluatedForTheTenantsInstancesOnly() {
        BpmnModelInstance model = Models.process(Models.key("condition"))
                .intermediateCatchEvent()
                .conditionalEventDefinition()
                .condition("${total > 10}")
                .conditionalEventDefinitionDone()
                .endEvent()
                .done();
        ProcessInstance mine = here.start(here.deploy(model), Map.of("total", 1));
        ProcessInstance theirs = there.start(there.deploy(model), Map.of("total", 1));

        here.run(() -> runtime(here).setVariable(mine.getId(), "total", 11));

        assertThat(isRunning(here, mine)).isFalse();
        assertThat(isRunning(there, theirs)).isTrue();
    }

    @Test
    void calledInstancesShouldBelongToTheTenantOfTheirCaller() {
        String called = Models.key("called");
        BpmnModelInstance caller = Models.process(Models.key("caller"))
                .callActivity("call")
                .calledElement(called)
                .camundaIn("text", "text")
                .multiInstance()
                .parallel()
                .cardinality("2")
                .multiInstanceDone()
                .endEvent()
                .done();
        here.deploy(Models.userTask(called));
        there.deploy(Models.userTask(called));

        ProcessInstance instance = here.start(here.deploy(caller), Map.of("text", "a"));

        List<ProcessInstance> children = here.as(() -> runtime(here)
                .createProcessInstanceQuery()
                .superProcessInstanceId(instance.getId())
                .list());
        assertThat(children).hasSize(2).allMatch(child -> here.tenant().equals(child.getTenantId()));
        assertThat(there.as(() -> runtime(there)
                        .createProcessInstanceQuery()
                        .processDefinitionKey(called)
                        .count()))
                .isZero();
    }

    @Test
    void modificationRestartAndDeletionShouldWorkOnOnesOwnInstancesOnly() {
        ProcessDefinition definition = here.deploy(Models.userTask());
        ProcessInstance instance = here.start(definition);

        here.run(() -> runtime(here)
                .createProcessInstanceModification(instance.getId())
                .startBeforeActivity("approve")
                .setVariable("again", "yes")
                .execute());
        assertThatThrownBy(() -> there.run(() -> runtime(there).deleteProcessInstance(instance.getId(), "mine")))
                .isInstanceOf(ProcessEngineException.class);
        here.run(() -> runtime(here).deleteProcessInstance(instance.getId(), "enough"));
        here.run(() -> runtime(here)
                .restartProcessInstances(definition.getId())
                .startBeforeActivity("approve")
                .processInstanceIds(instance.getId())
                .execute());

        assertThat(here.as(() -> runtime(here)
                        .createProcessInstanceQuery()
                        .processDefinitionId(definition.getId())
                        .count()))
                .isEqualTo(1);
    }

    @Test
    void nativeQueriesShouldSeeOnlyTheTenantsRows() {
        ProcessInstance mine = here.start(here.deploy(Models.userTask()));
        ProcessInstance theirs = there.start(there.deploy(Models.userTask()));

        List<Execution> executions = here.as(() -> runtime(here)
                .createNativeExecutionQuery()
                .sql("select * from ACT_RU_EXECUTION")
                .list());

        assertThat(executions)
                .extracting(Execution::getId)
                .contains(mine.getId())
                .doesNotContain(theirs.getId());
        assertThat(executions).allMatch(execution -> here.tenant().equals(execution.getTenantId()));
    }

    @Test
    void nothingShouldBeVisibleOrWritableWithoutATenant() {
        ProcessDefinition definition = here.deploy(Models.userTask());
        ProcessInstance instance = here.start(definition);

        assertThat(TenantScope.withoutTenant(
                        () -> runtime(here).createProcessInstanceQuery().count()))
                .isZero();
        assertThat(TenantScope.withoutTenant(() -> here.engine()
                        .getRepositoryService()
                        .createProcessDefinitionQuery()
                        .count()))
                .isZero();
        assertThatThrownBy(() ->
                        TenantScope.withoutTenant(() -> runtime(here).startProcessInstanceById(definition.getId())))
                .isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> TenantScope.withoutTenant(() -> {
                    runtime(here).deleteProcessInstance(instance.getId(), "gone");
                    return true;
                }))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(isRunning(here, instance)).isTrue();
    }

    private static boolean isRunning(TenantEngine tenant, ProcessInstance instance) {
        return tenant.as(() -> runtime(tenant)
                        .createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .count())
                == 1;
    }

    private static RuntimeService runtime(TenantEngine tenant) {
        return tenant.engine().getRuntimeService();
    }
}
