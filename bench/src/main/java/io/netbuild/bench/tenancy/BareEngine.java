package io.netbuild.bench.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.netbuild.bench.load.Load;
import io.netbuild.bench.load.LoadResult;
import io.netbuild.dev.demo.ModelFile;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.task.Task;

/**
 * The engine as its makers ship it, in plain Java: no container, no JTA, no row-level security. Tenants are told apart as the engine itself does it,
 * by naming them. The two calls are two transactions here too.
 */
final class BareEngine implements Contender, AutoCloseable {

    private final String name;
    private final String tenant;
    private final String process;
    private final HikariDataSource dataSource;
    private final ProcessEngine engine;

    BareEngine(BareDatabase database, int poolSize, String tenant, String process) {
        this.name = database.name();
        this.tenant = tenant;
        this.process = process;
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.name());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(poolSize);
        pool.setAutoCommit(false);
        this.dataSource = new HikariDataSource(pool);

        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(database.name());
        configuration.setDataSource(dataSource);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setHistoryTimeToLive("P180D");
        configuration.setJobExecutorActivate(false);
        configuration.setDbMetricsReporterActivate(false);
        this.engine = configuration.buildProcessEngine();
    }

    @Override
    public String name() {
        return name;
    }

    void deploy(ModelFile model) {
        engine.getRepositoryService()
                .createDeployment()
                .tenantId(tenant)
                .name(model.name())
                .addInputStream(model.name(), new ByteArrayInputStream(model.content()))
                .deploy();
    }

    /** Starts an instance with a variable and leaves it at its task; returns its id. */
    String startOne() {
        return start(Map.of("amount", 42));
    }

    @Override
    public LoadResult run(int threads, Duration duration) throws Exception {
        return Load.run(threads, duration, Thread::new, () -> complete(start(Map.of())));
    }

    private String start(Map<String, Object> variables) {
        return inTransaction(context -> engine.getRuntimeService()
                .createProcessInstanceByKey(process)
                .processDefinitionTenantId(tenant)
                .setVariables(variables)
                .execute()
                .getId());
    }

    private void complete(String instance) {
        inTransaction(context -> {
            Task task = engine.getTaskService()
                    .createTaskQuery()
                    .processInstanceId(instance)
                    .singleResult();
            engine.getTaskService().complete(task.getId());
            return task;
        });
    }

    private <T> T inTransaction(Command<T> command) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(command);
    }

    @Override
    public void close() {
        engine.close();
        dataSource.close();
    }
}
