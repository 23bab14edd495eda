package io.netbuild.database;

import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.camunda.bpm.engine.impl.metrics.MetricsRegistry;
import org.camunda.bpm.engine.impl.metrics.reporter.DbMetricsReporter;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;
import org.jspecify.annotations.Nullable;

/** Plain Java engines, configured as the server's are as far as the database can tell. */
final class TestEngines {

    /** Held, because loggers are collected with their levels. The tests provoke failures, which engines log at length. */
    private static final Logger ENGINE_LOG = Logger.getLogger("org.camunda");

    static {
        ENGINE_LOG.setLevel(Level.OFF);
    }

    private TestEngines() {}

    /**
     * An engine over a pool.
     *
     * @param tenantCheck whether the engine filters by tenant itself; without, PostgreSQL is alone
     */
    static ProcessEngine build(String name, DataSource pool, boolean tenantCheck) {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setDataSource(TenantTransactions.over(pool));
        configuration.setDatabaseType("postgres");
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setTenantCheckEnabled(tenantCheck);
        configuration.setAuthorizationEnabled(true);
        configuration.setTenantIdProvider(new CurrentTenantProvider());
        configuration.setJobExecutorActivate(false);
        // Meters count a whole engine, so they are off. Their queries answer zero instead of failing.
        MetricsRegistry noMeters = new MetricsRegistry();
        configuration.setMetricsEnabled(false);
        configuration.setMetricsRegistry(noMeters);
        configuration.setDbMetricsReporter(new DbMetricsReporter(noMeters, null));
        configuration.setTenantResourceWhitelistPattern("[a-z0-9-]+");
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setDefaultNumberOfRetries(1);
        configuration.getProcessEnginePlugins().add(new SpinProcessEnginePlugin());
        return configuration.buildProcessEngine();
    }

    private static final class CurrentTenantProvider implements TenantIdProvider {

        @Override
        public @Nullable String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
            return TenantScope.current();
        }

        @Override
        public @Nullable String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
            return TenantScope.current();
        }

        @Override
        public @Nullable String provideTenantIdForHistoricDecisionInstance(
                TenantIdProviderHistoricDecisionInstanceContext context) {
            return TenantScope.current();
        }
    }
}
