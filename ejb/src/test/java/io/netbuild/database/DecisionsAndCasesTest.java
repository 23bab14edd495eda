package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.runtime.CaseExecution;
import org.camunda.bpm.engine.runtime.CaseInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Decisions and cases. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class DecisionsAndCasesTest {

    private final TenantEngine here;
    private final TenantEngine there;

    DecisionsAndCasesTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void decisionShouldLeaveItsInputsAndOutputsToItsTenantOnly() {
        String key = Models.key("discount");
        deployDecision(here, key);

        Object result = here.as(() -> here.engine()
                .getDecisionService()
                .evaluateDecisionByKey(key)
                .decisionDefinitionTenantId(here.tenant())
                .variables(Map.of("total", 200))
                .evaluate()
                .getSingleResult()
                .getSingleEntry());

        assertThat(result).isEqualTo("big");
        HistoricDecisionInstance history = history(here, key).get(0);
        assertThat(history.getTenantId()).isEqualTo(here.tenant());
        assertThat(history.getInputs()).hasSize(1).allMatch(input -> input.getValue()
                .equals(200));
        assertThat(history.getOutputs()).hasSize(1).allMatch(output -> output.getValue()
                .equals("big"));
        assertThat(history(there, key)).isEmpty();
        assertThatThrownBy(() -> there.as(() -> there.engine()
                        .getDecisionService()
                        .evaluateDecisionByKey(key)
                        .variables(Map.of("total", 200))
                        .evaluate()))
                .isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void decisionOfAProcessShouldUseTheTenantsTable() {
        String key = Models.key("discount");
        deployDecision(here, key);
        deployDecision(there, key);

        ProcessInstance instance = here.start(
                here.deploy(Models.process(Models.key("decides"))
                        .businessRuleTask()
                        .camundaDecisionRef(key)
                        .camundaResultVariable("discount")
                        .camundaMapDecisionResult("singleEntry")
                        .userTask()
                        .endEvent()
                        .done()),
                Map.of("total", 1));

        assertThat(here.as(() -> here.engine().getRuntimeService().getVariable(instance.getId(), "discount")))
                .isEqualTo("small");
        assertThat(history(here, key)).hasSize(1);
    }

    @Test
    void historyOfDecisionsShouldBeDatedAndDeletedByBatch() {
        String key = Models.key("discount");
        deployDecision(here, key);
        here.run(() -> here.engine().getDecisionService().evaluateDecisionTableByKey(key, Map.of("total", 5)));
        HistoricDecisionInstance instance = history(here, key).get(0);
        DecisionDefinition definition = here.as(() -> here.engine()
                .getRepositoryService()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .singleResult());

        here.run(() ->
                here.engine().getRepositoryService().updateDecisionDefinitionHistoryTimeToLive(definition.getId(), 3));
        here.finish(here.as(() -> here.engine()
                .getHistoryService()
                .setRemovalTimeToHistoricDecisionInstances()
                .absoluteRemovalTime(new Date(1_900_000_000_000L))
                .byIds(instance.getId())
                .executeAsync()));
        assertThat(history(here, key).get(0).getRemovalTime()).isEqualTo(new Date(1_900_000_000_000L));
        here.finish(here.as(() -> here.engine()
                .getHistoryService()
                .deleteHistoricDecisionInstancesAsync(List.of(instance.getId()), "old")));

        assertThat(history(here, key)).isEmpty();
    }

    @Test
    void casesShouldBelongToTheirTenant() {
        String key = Models.key("case");
        here.run(() -> here.newDeployment().addString("a.cmmn", caseModel(key)).deploy());

        CaseInstance instance = here.as(() -> here.engine()
                .getCaseService()
                .withCaseDefinitionByKey(key)
                .caseDefinitionTenantId(here.tenant())
                .setVariable("bytes", new byte[] {1})
                .create());

        assertThat(instance.getTenantId()).isEqualTo(here.tenant());
        assertThat(there.as(() -> there.engine()
                        .getCaseService()
                        .createCaseInstanceQuery()
                        .caseDefinitionKey(key)
                        .count()))
                .isZero();
        CaseExecution first = here.as(() -> here.engine()
                .getCaseService()
                .createCaseExecutionQuery()
                .caseInstanceId(instance.getId())
                .activityId("first")
                .singleResult());
        assertThatThrownBy(() -> there.run(() -> there.engine().getCaseService().completeCaseExecution(first.getId())))
                .isInstanceOf(ProcessEngineException.class);
        here.run(() -> here.engine().getCaseService().completeCaseExecution(first.getId()));
        assertThat(here.as(() -> here.engine()
                        .getCaseService()
                        .createCaseExecutionQuery()
                        .caseInstanceId(instance.getId())
                        .activityId("second")
                        .active()
                        .count()))
                .isEqualTo(1);
        assertThat(here.as(() -> here.engine()
                        .getHistoryService()
                        .createHistoricCaseActivityInstanceQuery()
                        .caseInstanceId(instance.getId())
                        .count()))
                .isPositive();
    }

    private static void deployDecision(TenantEngine tenant, String key) {
        tenant.run(() ->
                tenant.newDeployment().addString("a.dmn", decisionModel(key)).deploy());
    }

    private static List<HistoricDecisionInstance> history(TenantEngine tenant, String key) {
        return tenant.as(() -> tenant.engine()
                .getHistoryService()
                .createHistoricDecisionInstanceQuery()
                .decisionDefinitionKey(key)
                .includeInputs()
                .includeOutputs()
                .list());
    }

    private static String decisionModel(String key) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="requirements_%1$s" name="d" namespace="http://netbuild.io/test">
                  <decision id="%1$s" name="Discount">
                    <decisionTable id="table">
                      <input id="input"><inputExpression id="expression" typeRef="integer"><text>total</text></inputExpression></input>
                      <output id="output" name="discount" typeRef="string"/>
                      <rule id="r1"><inputEntry id="i1"><text>&gt;= 100</text></inputEntry><outputEntry id="o1"><text>"big"</text></outputEntry></rule>
                      <rule id="r2"><inputEntry id="i2"><text>&lt; 100</text></inputEntry><outputEntry id="o2"><text>"small"</text></outputEntry></rule>
                    </decisionTable>
                  </decision>
                </definitions>
                """
                .formatted(key);
    }

    private static String caseModel(String key) {
        return """
                <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" id="definitions" targetNamespace="http://netbuild.io/test">
                  <case id="%s">
                    <casePlanModel id="plan">
                      <planItem id="first" definitionRef="firstTask"/>
                      <planItem id="second" definitionRef="secondTask"><entryCriterion sentryRef="afterFirst"/></planItem>
                      <sentry id="afterFirst">
                        <planItemOnPart sourceRef="first"><standardEvent>complete</standardEvent></planItemOnPart>
                      </sentry>
                      <humanTask id="firstTask"/>
                      <humanTask id="secondTask"/>
                    </casePlanModel>
                  </case>
                </definitions>
                """
                .formatted(key);
    }
}
