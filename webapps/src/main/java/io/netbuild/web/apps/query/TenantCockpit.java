package io.netbuild.web.apps.query;

import io.netbuild.engine.EngineRouter;
import jakarta.transaction.TransactionManager;
import org.camunda.bpm.cockpit.db.CommandExecutor;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;

/** Cockpit for the tenant of the request: there is one way to run its queries, whatever name is asked for. */
public final class TenantCockpit extends DefaultCockpitRuntimeDelegate {

    private final QueryExecutor executor;

    public TenantCockpit(EngineRouter router, TransactionManager transactions) {
        this.executor = new QueryExecutor(router, transactions, this::getMappingFiles);
    }

    @Override
    public CommandExecutor getCommandExecutor(String engine) {
        return executor;
    }
}
