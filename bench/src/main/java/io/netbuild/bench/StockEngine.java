package io.netbuild.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.netbuild.bench.tenancy.BareDatabase;
import io.netbuild.dev.demo.ModelFile;
import java.io.ByteArrayInputStream;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;

/** The engine as its makers ship it, in plain Java, with its own job executor as it is set by default: the peer for everything about jobs. */
public final class StockEngine implements AutoCloseable {

    private final HikariDataSource pool;
    private final ProcessEngine engine;

    private StockEngine(HikariDataSource pool, ProcessEngine engine) {
        this.pool = pool;
        this.engine = engine;
    }

    /** An executor that several engines can share, which is how they are run in one server. */
    public static JobExecutor executor() {
        return new DefaultJobExecutor();
    }

    /** Builds the engine, with its tables, and starts its jobs. */
    public static StockEngine start(BareDatabase database, int poolSize, JobExecutor executor) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(database.url());
        settings.setUsername(database.name());
        settings.setPassword(database.password());
        settings.setMaximumPoolSize(poolSize);
        settings.setMinimumIdle(0);
        HikariDataSource pool = new HikariDataSource(settings);
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(database.name());
        configuration.setDataSource(pool);
        configuration.setDatabaseType("postgres");
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setSkipIsolationLevelCheck(true);
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setHistoryTimeToLive("P180D");
        configuration.setDbMetricsReporterActivate(false);
        configuration.setJobExecutor(executor);
        configuration.setJobExecutorActivate(true);
        return new StockEngine(pool, configuration.buildProcessEngine());
    }

    public void deploy(String tenant, List<ModelFile> models) {
        for (ModelFile model : models) {
            engine.getRepositoryService()
                    .createDeployment()
                    .tenantId(tenant)
                    .name(model.name())
                    .addInputStream(model.name(), new ByteArrayInputStream(model.content()))
                    .deploy();
        }
    }

    /** Starts an instance that waits until a moment, in milliseconds since 1970, which is its business key as well. */
    public void startWaiting(String tenant, String process, long due) {
        engine.getRuntimeService()
                .createProcessInstanceByKey(process)
                .processDefinitionTenantId(tenant)
                .businessKey(Long.toString(due))
                .setVariables(Map.of("due", new Date(due)))
                .execute();
    }

    /** A call as a user makes it: counts the tenant's instances. */
    public long count(String tenant) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .tenantIdIn(tenant)
                .count();
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
    }
}
