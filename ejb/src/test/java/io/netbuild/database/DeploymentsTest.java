package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.Resource;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What tenants deploy. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class DeploymentsTest {

    private final TenantEngine here;
    private final TenantEngine there;

    DeploymentsTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void deploymentShouldBeVisibleToItsTenantOnly() {
        ProcessDefinition definition = here.deploy(Models.userTask());

        List<Resource> resources = here.as(
                () -> here.engine().getRepositoryService().getDeploymentResources(definition.getDeploymentId()));

        assertThat(definition.getTenantId()).isEqualTo(here.tenant());
        assertThat(resources).hasSize(1);
        assertThat(there.as(() ->
                        there.engine().getRepositoryService().getDeploymentResources(definition.getDeploymentId())))
                .isEmpty();
        assertThatThrownBy(() -> there.run(() -> there.engine()
                        .getRepositoryService()
                        .getResourceAsStreamById(
                                definition.getDeploymentId(), resources.get(0).getId())))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(there.as(() -> there.engine()
                        .getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(definition.getKey())
                        .count()))
                .isZero();
    }

    @Test
    void sameKeyShouldHaveItsOwnVersionsForEachTenant() {
        String key = Models.key("versions");
        here.deploy(Models.userTask(key));
        here.deploy(Models.userTask(key));

        ProcessDefinition theirs = there.deploy(Models.userTask(key));

        assertThat(theirs.getVersion()).isEqualTo(1);
        assertThat(here.deploy(Models.userTask(key)).getVersion()).isEqualTo(3);
    }

    @Test
    void startByADefinitionIdOfAnotherTenantShouldFail() {
        ProcessDefinition definition = here.deploy(Models.userTask());
        here.start(definition);

        assertThatThrownBy(() -> there.start(definition)).isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void deploymentWithoutATenantShouldBeRefused() {

        assertThatThrownBy(() -> here.run(() -> here.engine()
                        .getRepositoryService()
                        .createDeployment()
                        .addModelInstance("a.bpmn", Models.userTask())
                        .deploy()))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void deploymentForAnotherTenantShouldBeRefused() {

        assertThatThrownBy(() -> here.run(() -> here.engine()
                        .getRepositoryService()
                        .createDeployment()
                        .tenantId(there.tenant())
                        .addModelInstance("a.bpmn", Models.userTask())
                        .deploy()))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void deleteDeploymentShouldCascadeToEverythingOfItsTenantAndSpareOthers() {
        String key = Models.key("cascade");
        ProcessDefinition mine = here.deploy(Models.userTask(key));
        ProcessDefinition theirs = there.deploy(Models.userTask(key));
        ProcessInstance ours = here.start(mine);
        ProcessInstance other = there.start(theirs);

        here.run(() -> here.engine().getRepositoryService().deleteDeployment(mine.getDeploymentId(), true));

        assertThat(here.as(() -> here.engine()
                        .getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(ours.getId())
                        .count()))
                .isZero();
        assertThat(there.task(other)).isNotNull();
    }

    @Test
    void deleteDeploymentOfAnotherTenantShouldDeleteNothing() {
        ProcessDefinition mine = here.deploy(Models.userTask());
        ProcessInstance instance = here.start(mine);

        try {
            there.run(() -> there.engine().getRepositoryService().deleteDeployment(mine.getDeploymentId(), true));
        } catch (ProcessEngineException e) {
            assertThat(e).hasMessageContaining(mine.getDeploymentId());
        }

        assertThat(here.task(instance)).isNotNull();
        assertThat(here.start(mine)).isNotNull();
    }

    @Test
    void suspendByKeyShouldSuspendOnlyTheTenantsDefinition() {
        String key = Models.key("suspend");
        ProcessDefinition mine = here.deploy(Models.userTask(key));
        ProcessDefinition theirs = there.deploy(Models.userTask(key));

        here.run(() -> here.engine().getRepositoryService().suspendProcessDefinitionByKey(key, true, null));
        here.run(() -> here.engine().getRepositoryService().updateProcessDefinitionHistoryTimeToLive(mine.getId(), 5));

        assertThatThrownBy(() -> here.start(mine)).isInstanceOf(ProcessEngineException.class);
        assertThat(there.start(theirs)).isNotNull();
    }

    @Test
    void duplicateFilteringShouldNotSeeAnotherTenantsDeployment() {
        BpmnModelInstance model = Models.userTask();
        Deployment first = deployFiltered(here, model);
        Deployment other = deployFiltered(there, model);

        Deployment again = deployFiltered(here, model);

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(other.getId()).isNotEqualTo(first.getId());
    }

    @Test
    void formsShouldBelongToTheirTenant() {
        String key = Models.key("form");
        String form =
                "{\"id\": \"%s\", \"type\": \"default\", \"components\": [], \"schemaVersion\": 4}".formatted(key);

        here.run(() -> here.newDeployment()
                .addInputStream("a.form", new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8)))
                .deploy());

        assertThat(countForms(here, key)).isEqualTo(1);
        assertThat(countForms(there, key)).isZero();
    }

    /** The engine's API has no query for forms. */
    private static long countForms(TenantEngine engine, String key) {
        return engine.as(() -> engine.engine()
                .getRuntimeService()
                .createNativeExecutionQuery()
                .sql("select count(*) from ACT_RE_CAMFORMDEF where KEY_ = #{key}")
                .parameter("key", key)
                .count());
    }

    private static Deployment deployFiltered(TenantEngine engine, BpmnModelInstance model) {
        return engine.as(() -> engine.newDeployment()
                .name("filtered")
                .enableDuplicateFiltering(false)
                .addModelInstance("a.bpmn", model)
                .deploy());
    }
}
