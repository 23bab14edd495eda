package io.netbuild.engine.internal;

import io.netbuild.engine.EngineSettings;
import io.netbuild.engine.EventDemand;
import io.netbuild.engine.internal.identity.DirectoryIdentities;
import io.netbuild.identity.TenantUsers;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Placement;
import jakarta.transaction.TransactionManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.cfg.JakartaTransactionProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSessionFactory;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.metrics.MetricsRegistry;
import org.camunda.bpm.engine.impl.metrics.reporter.DbMetricsReporter;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;

/**
 * How every engine of the platform is configured. Ids are UUIDs, because the default generator's ids collide between schemas and its block table
 * belongs to no tenant. The schema exists already and is never changed by the engine. Models are deployed by tenants: what they may use of the
 * server is limited.
 */
public final class TenantEngineConfiguration extends JakartaTransactionProcessEngineConfiguration {

    private final String schema;

    public TenantEngineConfiguration(
            Placement placement,
            EngineSettings settings,
            DataSource dataSource,
            TransactionManager transactionManager,
            JobExecutor jobExecutor,
            TenantUsers users,
            EventDemand demand,
            Consumer<TenantId> eventsWritten,
            Set<String> registeredDeployments) {
        this.schema = placement.schema();
        setProcessEngineName(placement.engine());
        setDataSource(dataSource);
        setTransactionManager(transactionManager);
        setJobExecutor(jobExecutor);
        setJobExecutorActivate(true);
        setJobExecutorDeploymentAware(settings.deploymentAware());
        setRegisteredDeployments(registeredDeployments);

        setDatabaseType(DbSqlSessionFactory.POSTGRES);
        setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
        setSchemaOperationsCommand(new KnownTables());
        setProcessEngineBootstrapCommand(new CleanupAtStart());
        setSkipIsolationLevelCheck(true); // the container's datasources have PostgreSQL's default, READ COMMITTED
        setIdGenerator(new StrongUuidGenerator());
        setCacheFactory(new TenantScopedCaches());

        setTenantCheckEnabled(settings.tenantCheck());
        setTenantIdProvider(new CurrentTenantIds());
        setAuthorizationEnabled(true);
        setIdentityProviderSessionFactory(DirectoryIdentities.factory(users));
        setAdminGroups(new ArrayList<>(List.of(EngineSettings.OPERATORS)));
        setGeneralResourceWhitelistPattern("[\\w.@-]+"); // ids of users and groups, as tokens have them
        setTenantResourceWhitelistPattern("[a-z0-9-]+");
        setRepositoryService(new TenantRepositoryService());
        setTaskService(new TenantTaskService());
        setCustomPreCommandInterceptorsTxRequired(new ArrayList<>(List.of(scopeCheck(placement))));
        setCustomPreCommandInterceptorsTxRequiresNew(new ArrayList<>(List.of(scopeCheck(placement))));

        setHistoryLevel(HistoryLevel.HISTORY_LEVEL_FULL);
        setHistoryEventProducer(new RemovalTimes());
        publish(demand, eventsWritten);
        setHistoryTimeToLive(settings.historyTimeToLive());
        setHistoryCleanupBatchWindowStartTime(settings.historyCleanupStart());
        setHistoryCleanupBatchWindowEndTime(settings.historyCleanupEnd());
        if (placement.isolation().ownEngine()) {
            setBatchWindowManager(new SpreadCleanup());
            setCustomJobHandlers(new ArrayList<>(List.of(new RareCleanup())));
        }
        setEnableCmdExceptionLogging(
                false); // who called gets the exception; with it any wrong id would be an error in the log
        setMetricsEnabled(false);
        setHistoryCleanupMetricsEnabled(false);
        setDeserializationTypeValidationEnabled(true);
        setExpressionManager(new SafeExpressions());
        setArtifactFactory(new SafeDelegates());
        setScriptEngineResolver(new AllowedScripts(settings.scriptLanguages()));
        getProcessEnginePlugins().add(new SpinProcessEnginePlugin()); // JSON and XML variables
    }

    private void publish(EventDemand demand, Consumer<TenantId> eventsWritten) {
        setCustomHistoryEventHandlers(new ArrayList<>(List.of(new EventCapture(demand))));
        setCustomSessionFactories(
                new ArrayList<>(List.of(EventOutbox.factory(eventsWritten), GuardedEntities.factory(idGenerator))));
    }

    private static OwnScopeOnly scopeCheck(Placement placement) {
        return new OwnScopeOnly(placement.engine(), !placement.isolation().ownEngine());
    }

    /**
     * The engine's own metrics belong to no tenant: they count in memory for all of them together, and would tell one tenant of the others' work. The
     * platform's take their place. Queries for them still work and find nothing.
     */
    @Override
    protected void initMetrics() {
        metricsRegistry = new MetricsRegistry();
        dbMetricsReporter = new DbMetricsReporter(metricsRegistry, commandExecutorTxRequired);
    }

    /** The schema that the engine looks for its tables in; statements find it by the connection's search path. */
    @Override
    protected void initPersistenceProviders() {
        super.initPersistenceProviders();
        dbSqlSessionFactory.setDatabaseSchema(schema);
    }

    @Override
    protected void initSqlSessionFactory() {
        sqlSessionFactory = SharedSqlSessions.get(this::getMyBatisXmlConfigurationSteam);
    }

    @Override
    protected BpmnDeployer getBpmnDeployer() {
        return new CompleteDefinitions(super.getBpmnDeployer());
    }
}
