package io.netbuild.bench.tenancy;

import com.zaxxer.hikari.HikariConfig;
import io.netbuild.bench.load.Load;
import io.netbuild.bench.load.LoadResult;
import io.netbuild.dev.demo.ModelFile;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.task.Task;

/**
 * The engine as its makers ship it, in plain Java: no container, no JTA, no row-level security. Tenants are told apart as the engine itself does it,
 * by naming them. Each of the two calls is one JDBC transaction, so that the engine has the same statements to send as in the server.
 */
final class BareEngine implements Contender, AutoCloseable {

    private final String name;
    private final String tenant;
    private final String process;
    private final ThreadTransactions transactions;
    private final ProcessEngine engine;

    BareEngine(BareDatabase database, int poolSize, String tenant, String process) throws Exception {
        this.name = database.name();
        this.tenant = tenant;
        this.process = process;
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.name());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(poolSize);
        pool.setAutoCommit(false);
        this.transactions = new ThreadTransactions(pool);
        this.engine = transactions.in(() -> new Configuration(transactions).buildProcessEngine());
    }

    /** What the server has too, but for everything about tenants. */
    private static final class Configuration extends StandaloneProcessEngineConfiguration {

        Configuration(ThreadTransactions transactions) {
            setProcessEngineName(transactions.getPoolName());
            setDataSource(transactions);
            setDatabaseType("postgres");
            setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
            setSkipIsolationLevelCheck(true);
            setIdGenerator(new StrongUuidGenerator());
            setAuthorizationEnabled(true);
            setHistory(ProcessEngineConfiguration.HISTORY_FULL);
            setHistoryTimeToLive("P180D");
            setJobExecutorActivate(false);
            setDbMetricsReporterActivate(false);
            transactionFactory = new ManagedTransactionFactory();
            Properties keepOpen = new Properties();
            keepOpen.setProperty("closeConnection", "false");
            transactionFactory.setProperties(keepOpen);
        }
    }

    @Override
    public String name() {
        return name;
    }

    void deploy(ModelFile model) throws Exception {
        transactions.in(() -> engine.getRepositoryService()
                .createDeployment()
                .tenantId(tenant)
                .name(model.name())
                .addInputStream(model.name(), new ByteArrayInputStream(model.content()))
                .deploy());
    }

    /** Starts an instance with a variable and leaves it at its task; returns its id. */
    String startOne() throws Exception {
        return start(Map.of("amount", 42));
    }

    @Override
    public LoadResult run(int threads, Duration duration) throws Exception {
        return Load.run(threads, duration, Thread::new, () -> complete(start(Map.of())));
    }

    private String start(Map<String, Object> variables) throws Exception {
        return transactions.in(() -> engine.getRuntimeService()
                .createProcessInstanceByKey(process)
                .processDefinitionTenantId(tenant)
                .setVariables(variables)
                .execute()
                .getId());
    }

    private void complete(String instance) throws Exception {
        transactions.in(() -> {
            Task task = engine.getTaskService()
                    .createTaskQuery()
                    .processInstanceId(instance)
                    .singleResult();
            engine.getTaskService().complete(task.getId());
            return task;
        });
    }

    @Override
    public void close() {
        engine.close();
        transactions.close();
    }
}
