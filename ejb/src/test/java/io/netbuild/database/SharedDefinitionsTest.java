package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.rows.Comparison;
import io.netbuild.rows.RowReading;
import io.netbuild.rows.RowWriting;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.ProcessBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Definitions of the platform, without a tenant, that every tenant may use and none may change. */
class SharedDefinitionsTest {

    private final TenantEngine here = Neighbours.SHARED_WITHOUT_TENANT_CHECK.here();
    private final TenantEngine there = Neighbours.SHARED_WITHOUT_TENANT_CHECK.there();
    private final ProcessEngine system =
            TestEngines.build("system", TestDatabase.get().system(), true);
    private final String key = Models.key("everybodys");
    private final Deployment deployment = deploy();

    @BeforeEach
    void systemMayDoThis() {
        assertThat(deployment.getTenantId()).isNull();
    }

    @AfterEach
    void deleteSharedDeployment() {
        TenantScope.withoutTenant(() -> {
            system.getRepositoryService().deleteDeployment(deployment.getId(), true);
            return true;
        });
        system.close();
    }

    @Test
    void instancesShouldBelongToTheTenantThatStartedThem() {
        ProcessInstance mine = here.as(() -> here.engine().getRuntimeService().startProcessInstanceByKey(key));
        ProcessInstance theirs =
                there.as(() -> there.engine().getRuntimeService().startProcessInstanceByKey(key));

        assertThat(mine.getTenantId()).isEqualTo(here.tenant());
        assertThat(theirs.getTenantId()).isEqualTo(there.tenant());
        here.execute(here.job(mine));
        assertThat(here.task(mine).getTenantId()).isEqualTo(here.tenant());
        assertThat(here.as(() -> here.engine()
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey(key)
                        .list()))
                .extracting(ProcessInstance::getId)
                .containsExactly(mine.getId());
    }

    @Test
    void resourcesAndJobDefinitionsShouldBeReadable() {
        assertThat(here.as(() -> here.engine().getRepositoryService().getDeploymentResources(deployment.getId())))
                .hasSize(1);
        assertThat(here.as(() -> here.engine()
                        .getManagementService()
                        .createJobDefinitionQuery()
                        .processDefinitionKey(key)
                        .count()))
                .isEqualTo(1);
    }

    @Test
    void messageStartShouldStartForTheTenantThatSendsIt() {
        ProcessInstance started = here.as(() -> here.engine()
                .getRuntimeService()
                .createMessageCorrelation("start-" + key)
                .correlateStartMessage());

        assertThat(started.getTenantId()).isEqualTo(here.tenant());
    }

    @Test
    void tenantShouldNeitherDeleteNorChangeThem() throws SQLException {
        ProcessDefinition definition = here.as(() -> here.engine()
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .singleResult());

        for (Runnable change : List.<Runnable>of(
                () -> here.engine().getRepositoryService().deleteDeployment(deployment.getId(), true),
                () -> here.engine().getRepositoryService().deleteProcessDefinition(definition.getId(), true),
                () -> here.engine().getRepositoryService().suspendProcessDefinitionById(definition.getId()),
                () -> here.engine().getRepositoryService().addCandidateStarterUser(definition.getId(), "eve"),
                () -> here.engine()
                        .getRepositoryService()
                        .updateProcessDefinitionHistoryTimeToLive(definition.getId(), 1))) {
            try {
                here.run(change);
            } catch (ProcessEngineException e) {
                assertThat(e).hasMessageNotContaining("NullPointer");
            }
        }

        ProcessDefinition after = there.as(() -> there.engine()
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .singleResult());
        assertThat(after.isSuspended()).isFalse();
        assertThat(after.getHistoryTimeToLive()).isEqualTo(definition.getHistoryTimeToLive());
        assertThat(there.as(() ->
                        there.engine().getRepositoryService().getIdentityLinksForProcessDefinition(definition.getId())))
                .hasSize(1);

        try (Transaction transaction = Transaction.of(TestDatabase.get().app())) {
            transaction.execute("set local app.current_tenant = 'acme'");
            for (String table : List.of(
                    "act_re_deployment",
                    "act_re_procdef",
                    "act_ru_jobdef",
                    "act_ru_event_subscr",
                    "act_ru_identitylink",
                    "act_ge_bytearray")) {
                assertThat(transaction.count(table + " where tenant_id_ is null"))
                        .as(table)
                        .isPositive();
                assertThat(transaction.update("delete from " + table + " where tenant_id_ is null"))
                        .as(table)
                        .isZero();
                assertThat(transaction.update("update " + table
                                + " set rev_ = 99 where tenant_id_ is null"
                                        .replace(
                                                "rev_ = 99",
                                                table.equals("act_re_deployment") ? "name_ = 'x'" : "rev_ = 99")))
                        .as(table)
                        .isZero();
                assertThat(transaction.update("update " + table + " set tenant_id_ = 'acme' where tenant_id_ is null"))
                        .as(table)
                        .isZero();
            }
        }
        assertThat(there.as(() -> there.engine().getRuntimeService().startProcessInstanceByKey(key)))
                .isNotNull();
    }

    @Test
    void byteArraysWithoutATenantThatAreNoResourcesShouldStayHidden() throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute(
                    "insert into shared.act_ge_bytearray (id_, name_) values ('secret', 'stack trace of the system')");

            transaction.as(TestDatabase.APP, here.tenant());

            assertThat(transaction.count("shared.act_ge_bytearray where id_ = 'secret'"))
                    .isZero();
        }
    }

    private Deployment deploy() {
        ProcessBuilder process = Bpmn.createExecutableProcess(key);
        process.startEvent().camundaAsyncBefore().userTask().endEvent();
        BpmnModelInstance model = process.startEvent("byMessage")
                .message("start-" + key)
                .userTask()
                .endEvent()
                .done();
        return TenantScope.withoutTenant(() -> {
            Deployment deployed = system.getRepositoryService()
                    .createDeployment()
                    .addModelInstance("shared.bpmn", model)
                    .deploy();
            system.getRepositoryService()
                    .addCandidateStarterGroup(
                            system.getRepositoryService()
                                    .createProcessDefinitionQuery()
                                    .processDefinitionKey(key)
                                    .singleResult()
                                    .getId(),
                            "clerks");
            return deployed;
        });
    }

    @Test
    void anExportShouldTakeThemAlongAndAnImportMakeThemTheTenantsOwn() throws Exception {
        here.as(() -> here.engine().getRuntimeService().startProcessInstanceByKey(key));
        EngineSchema target = TestDatabase.isolated("arrived");
        TestDatabase.get().createRole(target.applicationRole());
        TestDatabase.get().migrations().migrateEngineSchema(TestDatabase.get().owner(), target);
        try (Side from = Side.snapshot(connect(), "shared");
                Side to = Side.of(connect(), target.schema());
                Side back = Side.of(connect(), "shared")) {
            RowReading reading = new RowReading(from, here.tenant());
            RowWriting writing = new RowWriting(to, "arrived", here.tenant());
            for (Table table : from.tables()) {
                List<String> rows = new ArrayList<>();
                reading.table(table, rows::add);
                if (!rows.isEmpty()) {
                    writing.write(table, rows);
                }
                if (table.name().equals("act_re_procdef")) {
                    rows.removeIf(row -> !row.contains("\"tenant_id_\":null"));
                    assertThat(rows).isNotEmpty();
                    RowWriting again = new RowWriting(back, "arrived", here.tenant());
                    again.write(table, rows);
                    assertThat(again.count(table))
                            .as("where all have them already")
                            .isZero();
                }
            }
            to.commit();
            assertThat(new Comparison("arrived").danglingReferences(to)).isEmpty();
            assertThat(writing.count(table(from, "act_ru_execution")))
                    .isEqualTo(
                            new RowWriting(from, here.tenant(), here.tenant()).count(table(from, "act_ru_execution")));
        }
        try (Transaction transaction = Transaction.ofAdmin()) {
            assertThat(transaction.value("select tenant_id_ from tenant_arrived.act_re_procdef where key_ = ?", key))
                    .isEqualTo("arrived");
        }
    }

    private static Table table(Side side, String name) throws SQLException {
        return side.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Connection connect() throws SQLException {
        return TestDatabase.get()
                .server()
                .dataSource(TestDatabase.DATABASE, TestDatabase.SYSTEM, "shared")
                .getConnection();
    }
}
