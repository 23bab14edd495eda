package io.netbuild.engine;

import io.netbuild.context.TenantContext;
import io.netbuild.engine.internal.TenantEngineConfiguration;
import io.netbuild.identity.TenantUsers;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;

/**
 * Engines that are started for a moment in a place where their tenant does not live yet, to see that one can work with what is there. They are known to nobody else, run no jobs and
 * plan no clean-up.
 */
@ApplicationScoped
public class TrialEngines {

    private final EngineSettings settings;
    private final TenantGate gate;
    private final TenantUsers users;
    private final EventDemand demand;

    @Resource(lookup = "java:jboss/TransactionManager")
    TransactionManager transactionManager;

    @Inject
    TrialEngines(EngineSettings settings, TenantGate gate, TenantUsers users, EventDemand demand) {
        this.settings = settings;
        this.gate = gate;
        this.users = users;
        this.demand = demand;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TrialEngines() {
        this(null, null, null, null);
    }

    /** What an engine finds. */
    public record Found(long historicInstances, long tasks) {}

    /**
     * Starts an engine, has it look, and stops it.
     *
     * @param tenant with the place to try, which has to be one of its own
     * @param sessions of the tenant's role there, in a transaction with the tenant's variables. What the engine writes at its start is up to that transaction
     * @throws RuntimeException when an engine cannot start with what is there
     */
    public Found look(Tenant tenant, DataSource sessions) {
        Placement place = named(tenant.placement(), "trial:" + tenant.id()); // no tenant has an id with a colon
        TenantEngineConfiguration configuration = new TenantEngineConfiguration(
                place,
                settings,
                sessions,
                transactionManager,
                new DefaultJobExecutor(),
                users,
                demand,
                nobody -> {},
                ConcurrentHashMap.newKeySet());
        configuration.setJobExecutorActivate(false);
        configuration.setHistoryCleanupEnabled(false);
        try (TenantContext.Entered scope = gate.enterForMaintenance(tenant.at(place, tenant.epoch()))) {
            ProcessEngine engine = configuration.buildProcessEngine();
            try {
                return new Found(
                        engine.getHistoryService()
                                .createHistoricProcessInstanceQuery()
                                .count(),
                        engine.getTaskService().createTaskQuery().count());
            } finally {
                engine.close();
            }
        }
    }

    private static Placement named(Placement place, String engine) {
        return new Placement(
                place.isolation(),
                engine,
                place.datasource(),
                place.server(),
                place.database(),
                place.schema(),
                place.role());
    }
}
