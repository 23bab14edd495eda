package io.netbuild.it.container;

import static io.netbuild.it.container.Residents.DATABASE;
import static io.netbuild.it.container.Residents.SCHEMA;
import static io.netbuild.it.container.Residents.SHARED_A;
import static io.netbuild.it.container.Residents.SHARED_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netbuild.context.TenantContext;
import io.netbuild.engine.Engines;
import io.netbuild.it.container.Residents.Pair;
import io.netbuild.it.container.lib.Databases;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.sample.PurchaseRequests;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TenantGate;
import io.netbuild.tenant.TenantRegistry;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.naming.InitialContext;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenants' scopes, engines, connections and jobs, with the engine's own check of tenants switched off: the database alone keeps tenants apart here. */
@ArquillianTest
class TenancyArquillianIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int THREADS = 8;
    private static final int ROUNDS = 12;

    @Inject
    Residents residents;

    @Inject
    ProcessEngine engine;

    @Inject
    RuntimeService runtime;

    @Inject
    RepositoryService repository;

    @Inject
    TaskService tasks;

    @Inject
    HistoryService history;

    @Inject
    Engines engines;

    @Inject
    TenantGate gate;

    @Inject
    TenantRegistry registry;

    @EJB
    PurchaseRequests purchases;

    @Resource
    ManagedExecutorService threads;

    @Resource
    UserTransaction transaction;

    @Deployment
    static EnterpriseArchive application() {
        return TestApplication.with(TenancyArquillianIT.class, Residents.class, Residents.Pair.class, Processes.class);
    }

    @BeforeEach
    void switchTheEnginesOwnCheckOff() throws Exception {
        residents.moveIn();
        for (String name : engines.names()) {
            ((ProcessEngineConfigurationImpl) engines.get(name).getProcessEngineConfiguration())
                    .setTenantCheckEnabled(false);
        }
    }

    private String startedBy(TenantId tenant, String process) throws Exception {
        return residents.call(
                tenant, () -> runtime.startProcessInstanceByKey(process).getId());
    }

    private void assertRefused(TenantId tenant, ThrowingCallable work) {
        residents.run(tenant, () -> assertThatThrownBy(work).as("as %s", tenant).isInstanceOf(RuntimeException.class));
    }

    private static void assertCode(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(NetBuildException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void injectedServicesShouldBeThoseOfTheCurrentTenantAtEachCall() throws Exception {
        for (TenantId tenant : Residents.ALL) {
            String expected = tenant.equals(SHARED_A) || tenant.equals(SHARED_B) ? "default" : tenant.value();

            assertThat(residents.call(tenant, engine::getName)).isEqualTo(expected);
            assertThat(residents.call(
                            tenant,
                            () -> engine.getTaskService().createTaskQuery().list()))
                    .allMatch(task -> tenant.value().equals(task.getTenantId()));
        }
    }

    @Test
    void foreignIdsShouldLeadToNothing() throws Exception {
        for (Pair pair : Residents.pairs()) {
            String instance = startedBy(pair.owner(), Processes.TASK);
            Task task = residents.call(
                    pair.owner(),
                    () -> tasks.createTaskQuery().processInstanceId(instance).singleResult());

            residents.run(pair.intruder(), () -> {
                assertThat(runtime.createProcessInstanceQuery()
                                .processInstanceId(instance)
                                .count())
                        .isZero();
                assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isZero();
                assertThat(history.createHistoricProcessInstanceQuery()
                                .processInstanceId(instance)
                                .count())
                        .isZero();
                assertThat(history.createHistoricTaskInstanceQuery()
                                .taskId(task.getId())
                                .count())
                        .isZero();
                assertThat(history.createHistoricActivityInstanceQuery()
                                .processInstanceId(instance)
                                .count())
                        .isZero();
            });
            assertRefused(pair.intruder(), () -> tasks.complete(task.getId()));
            assertRefused(pair.intruder(), () -> runtime.setVariable(instance, "x", 1));
            assertRefused(pair.intruder(), () -> runtime.getVariables(instance));
            assertRefused(pair.intruder(), () -> runtime.deleteProcessInstance(instance, "intrusion"));
            assertRefused(pair.intruder(), () -> history.deleteHistoricProcessInstance(instance));

            residents.run(pair.owner(), () -> {
                assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isOne();
                assertThat(runtime.getVariables(instance)).isEmpty();
            });
        }
    }

    @Test
    void keysShouldMeanOnesOwnDefinitions() throws Exception {
        for (TenantId tenant : Residents.ALL) {
            residents.run(tenant, () -> {
                assertThat(repository
                                .createProcessDefinitionQuery()
                                .processDefinitionKey(Processes.TASK)
                                .list())
                        .singleElement()
                        .matches(definition -> tenant.value().equals(definition.getTenantId()));
                assertThat(runtime.startProcessInstanceByKey(Processes.TASK).getTenantId())
                        .isEqualTo(tenant.value());
            });
        }
    }

    @Test
    void aCachedDefinitionShouldNotBeHandedToAnotherTenant() throws Exception {
        for (Pair pair : Residents.pairs()) {
            String definition = residents.call(pair.owner(), () -> repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(Processes.TASK)
                    .singleResult()
                    .getId());

            residents.run(pair.owner(), () -> {
                assertThat(repository.getBpmnModelInstance(definition)).isNotNull();
                assertThat(repository.getProcessDefinition(definition)).isNotNull();
            });

            assertRefused(pair.intruder(), () -> repository.getBpmnModelInstance(definition));
            assertRefused(pair.intruder(), () -> repository.getProcessDefinition(definition));
            assertRefused(pair.intruder(), () -> repository.getProcessModel(definition));
            assertRefused(pair.intruder(), () -> runtime.startProcessInstanceById(definition));
        }
    }

    @Test
    void nativeQueriesShouldFindOnesOwnRowsOnly() throws Exception {
        for (TenantId tenant : Residents.ALL) {
            startedBy(tenant, Processes.TASK);
        }

        for (TenantId tenant : Residents.ALL) {
            residents.run(tenant, () -> {
                assertThat(tasks.createNativeTaskQuery()
                                .sql("select * from act_ru_task")
                                .list())
                        .isNotEmpty()
                        .allMatch(task -> tenant.value().equals(task.getTenantId()));
                assertThat(history.createNativeHistoricProcessInstanceQuery()
                                .sql("select * from act_hi_procinst where tenant_id_ <> '" + tenant + "' or true")
                                .list())
                        .isNotEmpty()
                        .allMatch(instance -> tenant.value().equals(instance.getTenantId()));
            });
        }
    }

    @Test
    void withoutATenantNothingShouldWork() {
        assertCode(
                ErrorCode.NO_TENANT, () -> runtime.createProcessInstanceQuery().count());
        assertCode(ErrorCode.NO_TENANT, engine::getName);
        assertThatThrownBy(() -> engines.get("default")
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .count())
                .isInstanceOf(NetBuildException.class);
        assertThatThrownBy(() -> purchases.all()).hasRootCauseInstanceOf(NetBuildException.class);
    }

    @Test
    void anEngineShouldRefuseTenantsThatDoNotLiveInIt() {
        for (Pair pair : List.of(new Pair(SCHEMA, SHARED_A), new Pair(SHARED_A, SCHEMA), new Pair(DATABASE, SCHEMA))) {
            ProcessEngine foreign = engines.get(Placement.of(
                            pair.owner(),
                            pair.owner().equals(SHARED_A) ? Isolation.SHARED : Isolation.SCHEMA,
                            Placement.MAIN_SERVER)
                    .engine());

            assertRefused(
                    pair.intruder(),
                    () -> foreign.getTaskService().createTaskQuery().count());
        }
    }

    @Test
    void aSecondTenantShouldBeRefusedWithinTheScopeOfTheFirst() {
        residents.run(SHARED_A, () -> {
            assertCode(ErrorCode.CONFLICT, () -> gate.enter(SHARED_B));
            assertCode(ErrorCode.CONFLICT, () -> TenantContext.enterSystem("test"));
            gate.enter(SHARED_A).close();
            assertThat(TenantContext.requireTenant().id()).isEqualTo(SHARED_A);
        });
        assertThat(TenantContext.scope()).isEmpty();
    }

    @Test
    void aSecondTenantShouldBeRefusedInTheSameTransaction() throws Exception {
        transaction.begin();
        try {
            residents.run(SHARED_A, () -> runtime.createProcessInstanceQuery().count());

            assertRefused(SHARED_B, () -> runtime.createProcessInstanceQuery().count());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void theSystemScopeShouldReadAllOfTheSharedEngineAndNothingOfOtherEngines() throws Exception {
        String ofA = startedBy(SHARED_A, Processes.TASK);
        String ofB = startedBy(SHARED_B, Processes.TASK);
        RuntimeService shared = engines.get("default").getRuntimeService();

        try (TenantContext.Entered scope = TenantContext.enterSystem("test")) {
            for (String instance : List.of(ofA, ofB)) {
                assertThat(shared.createProcessInstanceQuery()
                                .processInstanceId(instance)
                                .count())
                        .isOne();
            }
            assertThatThrownBy(() -> engines.get(SCHEMA.value())
                            .getRuntimeService()
                            .createProcessInstanceQuery()
                            .count())
                    .isInstanceOf(NetBuildException.class);
            assertCode(ErrorCode.NO_TENANT, () -> runtime.createProcessInstanceQuery()
                    .count());
        }
    }

    @Test
    void aRolledBackTransactionShouldLeaveNeitherEngineNorEntityRows() throws Exception {
        residents.call(SHARED_A, () -> {
            transaction.begin();
            String instance = runtime.startProcessInstanceByKey(Processes.TASK).getId();
            transaction.rollback();

            assertThat(history.createHistoricProcessInstanceQuery()
                            .processInstanceId(instance)
                            .count())
                    .isZero();
            return instance;
        });
    }

    @Test
    void aConnectionBackInThePoolShouldCarryNoTenant() throws Exception {
        for (TenantId tenant : Residents.ALL) {
            startedBy(tenant, Processes.TASK);
        }

        for (String name : List.of("netbuild-shared", "netbuild-system", "tenant-" + SCHEMA, "tenant-" + DATABASE)) {
            DataSource pool = InitialContext.doLookup("java:/datasources/" + name);
            List<Connection> all = new ArrayList<>();
            try {
                for (int i = 0; i < 5; i++) {
                    all.add(pool.getConnection());
                }
                for (Connection connection : all) {
                    assertThat(text(connection, "select coalesce(current_setting('app.current_tenant', true), '')"))
                            .as(name)
                            .isEmpty();
                    if (!name.equals("netbuild-system")) {
                        assertThat(text(connection, "select count(*) from act_ru_task"))
                                .as(name)
                                .isEqualTo("0");
                    }
                }
            } finally {
                for (Connection connection : all) {
                    connection.close();
                }
            }
        }
    }

    private static String text(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void jobsAndTimersShouldRunAsTheirTenant() throws Exception {
        Map<TenantId, String> roles = Map.of(
                SHARED_A,
                "netbuild_app",
                SHARED_B,
                "netbuild_app",
                SCHEMA,
                SCHEMA.databaseName(),
                DATABASE,
                DATABASE.databaseName());
        for (String process : List.of(Processes.JOB, Processes.TIMER)) {
            for (TenantId tenant : Residents.ALL) {
                String instance = startedBy(tenant, process);

                await(process + " of " + tenant)
                        .atMost(PATIENCE)
                        .until(() -> residents.call(tenant, () -> runtime.getVariable(instance, "ranAs")) != null);

                assertThat(residents.call(tenant, () -> runtime.getVariable(instance, "ranAs")))
                        .isEqualTo(tenant + "/" + roles.get(tenant) + "/" + tenant);
            }
        }
    }

    @Test
    void aBatchShouldTouchItsTenantsInstancesOnly() throws Exception {
        for (Pair pair :
                List.of(new Pair(SHARED_A, SHARED_B), new Pair(SCHEMA, SHARED_A), new Pair(SHARED_B, DATABASE))) {
            String foreign = startedBy(pair.owner(), Processes.TASK);
            String own = startedBy(pair.intruder(), Processes.TASK);

            residents.run(pair.intruder(), () -> {
                runtime.setVariablesAsync(List.of(own), Map.of("touched", true));
                try {
                    runtime.deleteProcessInstancesAsync(List.of(own, foreign), "batch");
                } catch (RuntimeException e) {
                    runtime.deleteProcessInstancesAsync(List.of(own), "batch");
                }
            });

            await("the batch of " + pair.intruder())
                    .atMost(PATIENCE)
                    .until(() -> residents.call(pair.intruder(), () -> runtime.createProcessInstanceQuery()
                                    .processInstanceId(own)
                                    .count())
                            == 0);
            assertThat(residents.call(pair.owner(), () -> runtime.createProcessInstanceQuery()
                            .processInstanceId(foreign)
                            .count()))
                    .isOne();
        }
    }

    @Test
    void enginesOnDifferentDatabasesShouldNeverMeet() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Future<Integer> builder = threads.submit(() -> buildAndRemoveEngines(done));

        List<Future<?>> workers = IntStream.range(0, THREADS)
                .<Future<?>>mapToObj(thread -> threads.submit((Callable<Object>) () -> work(thread)))
                .toList();
        for (Future<?> worker : workers) {
            worker.get(3, TimeUnit.MINUTES);
        }
        done.set(true);

        assertThat(builder.get(1, TimeUnit.MINUTES)).isPositive();
        long expected = (long) THREADS * ROUNDS / Residents.ALL.size();
        for (TenantId tenant : Residents.ALL) {
            await("the end of all work of " + tenant)
                    .atMost(PATIENCE)
                    .until(() -> residents.call(tenant, () -> history.createHistoricProcessInstanceQuery()
                                    .processDefinitionKey(Processes.WORK)
                                    .completed()
                                    .count())
                            == expected);
        }
        assertThat(Databases.instancesByTenant(Placement.SHARED, Processes.WORK))
                .isEqualTo(Map.of(SHARED_A.value(), expected, SHARED_B.value(), expected));
        for (TenantId tenant : List.of(SCHEMA, DATABASE)) {
            assertThat(Databases.instancesByTenant(registry.get(tenant).placement(), Processes.WORK))
                    .isEqualTo(Map.of(tenant.value(), expected));
        }
    }

    /** Work of every kind, each round for another tenant than the one before. */
    private Object work(int thread) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            TenantId tenant = Residents.ALL.get((thread + round) % Residents.ALL.size());
            residents.call(tenant, () -> {
                String instance =
                        runtime.startProcessInstanceByKey(Processes.WORK).getId();
                assertThat(history.createHistoricProcessInstanceQuery()
                                .processInstanceId(instance)
                                .singleResult()
                                .getTenantId())
                        .isEqualTo(tenant.value());
                assertThat(engine.getManagementService().getTableName(Task.class))
                        .isNotNull();
                assertThat(tasks.createTaskQuery().list())
                        .allMatch(task -> tenant.value().equals(task.getTenantId()));
                return instance;
            });
        }
        return thread;
    }

    /** Engines and their schemas come and go meanwhile. */
    private int buildAndRemoveEngines(AtomicBoolean done) {
        int built = 0;
        do {
            TenantId passing = new TenantId("in-passing-" + built);
            residents.create(passing, built % 2 == 0 ? Isolation.SCHEMA : Isolation.DATABASE);
            residents.run(passing, () -> Processes.deploy(repository));
            residents.remove(passing);
            built++;
        } while (!done.get());
        return built;
    }
}
