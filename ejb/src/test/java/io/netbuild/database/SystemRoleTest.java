package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the system does across tenants: acquiring jobs, cleaning history up. */
class SystemRoleTest {

    private final TenantEngine here = Neighbours.SHARED.here();
    private final TenantEngine there = Neighbours.SHARED.there();
    private final ProcessEngine system =
            TestEngines.build("system", TestDatabase.get().system(), true);

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void acquisitionShouldSeeTheJobsOfAllTenantsAndEachShouldRunAsItsTenant() {
        Job mine = here.job(here.start(here.deploy(asynchronous())));
        Job theirs = there.job(there.start(there.deploy(asynchronous())));

        List<String> acquired = acquireAll();

        assertThat(acquired).contains(mine.getId(), theirs.getId());
        for (TenantEngine tenant : List.of(here, there)) {
            Job job = tenant == here ? mine : theirs;
            assertThat(job.getTenantId()).isEqualTo(tenant.tenant());
            tenant.execute(job);
        }
    }

    @Test
    void historyOfAllTenantsShouldBeCleanedUp() {
        ProcessInstance mine = finished(here);
        ProcessInstance theirs = finished(there);

        List<Job> jobs = TenantScope.withoutTenant(() -> {
            system.getHistoryService().cleanUpHistoryAsync(true);
            return system.getHistoryService().findHistoryCleanupJobs();
        });

        assertThat(jobs).isNotEmpty().allMatch(job -> job.getTenantId() == null);
        assertThat(here.as(() -> here.engine().getHistoryService().findHistoryCleanupJobs()))
                .isEmpty();
        TenantScope.withoutTenant(() -> {
            for (Job job : jobs) {
                system.getManagementService().executeJob(job.getId());
                system.getManagementService().deleteJob(job.getId());
            }
            return true;
        });
        assertThat(count(here, mine)).isZero();
        assertThat(count(there, theirs)).isZero();
        assertThat(variables(here, mine)).isZero();
    }

    @Test
    void isolatedTenantShouldCleanUpItsOwnHistory() {
        TenantEngine isolated = Neighbours.ISOLATED.here();
        ProcessInstance instance = finished(isolated);

        List<Job> jobs = TenantScope.as(isolated.tenant(), () -> {
            isolated.engine().getHistoryService().cleanUpHistoryAsync(true);
            return isolated.engine().getHistoryService().findHistoryCleanupJobs();
        });
        jobs.forEach(isolated::execute);

        assertThat(jobs).isNotEmpty().allMatch(job -> isolated.tenant().equals(job.getTenantId()));
        assertThat(count(isolated, instance)).isZero();
    }

    @Test
    void applicationShouldNotLockWhatItMayNotRun() throws SQLException {
        Job theirs = there.job(there.start(there.deploy(asynchronous())));

        try (Transaction transaction = Transaction.of(TestDatabase.get().app())) {
            transaction.execute("set local app.current_tenant = '" + here.tenant() + "'");
            assertThat(transaction.update(
                            "update act_ru_job set lock_owner_ = 'me' where id_ = '" + theirs.getId() + "'"))
                    .isZero();
            assertThat(transaction.update("update act_ge_property set rev_ = rev_ + 1 where name_ = 'historyLevel'"))
                    .isZero();
            assertThat(transaction.column(
                            "select name_ from act_ge_property where name_ = 'deployment.lock' for update"))
                    .hasSize(1);
        }
    }

    private ProcessInstance finished(TenantEngine tenant) {
        ProcessInstance instance = tenant.start(tenant.deploy(Models.userTask()), Map.of("bytes", new byte[] {1}));
        tenant.run(() ->
                tenant.engine().getTaskService().complete(tenant.task(instance).getId()));
        tenant.finish(tenant.as(() -> tenant.engine()
                .getHistoryService()
                .setRemovalTimeToHistoricProcessInstances()
                .absoluteRemovalTime(new Date(86_400_000))
                .byIds(instance.getId())
                .executeAsync()));
        return instance;
    }

    private List<String> acquireAll() {
        ProcessEngineConfigurationImpl configuration = ((ProcessEngineImpl) system).getProcessEngineConfiguration();
        JobExecutor executor = new DefaultJobExecutor();
        executor.setMaxJobsPerAcquisition(500);
        return TenantScope.withoutTenant(() ->
                configuration
                        .getCommandExecutorTxRequired()
                        .execute(new AcquireJobsCmd(executor))
                        .getJobIdBatches()
                        .stream()
                        .flatMap(List::stream)
                        .toList());
    }

    private static BpmnModelInstance asynchronous() {
        return Models.process(Models.key("async"))
                .camundaAsyncBefore()
                .userTask()
                .endEvent()
                .done();
    }

    private static long count(TenantEngine tenant, ProcessInstance instance) {
        return tenant.as(() -> tenant.engine()
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .count());
    }

    private static long variables(TenantEngine tenant, ProcessInstance instance) {
        return tenant.as(() -> tenant.engine()
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .count());
    }
}
