package io.netbuild.web.apps.query;

import io.netbuild.engine.EngineRouter;
import jakarta.transaction.TransactionManager;
import java.util.List;
import org.camunda.bpm.admin.impl.DefaultAdminRuntimeDelegate;
import org.camunda.bpm.webapp.db.CommandExecutor;

/** Admin for the tenant of the request: there is one way to run its queries, whatever name is asked for. */
public final class TenantAdmin extends DefaultAdminRuntimeDelegate {

    private static final List<String> MAPPINGS = List.of("org/camunda/bpm/admin/plugin/base/queries/metrics.xml");

    private final QueryExecutor executor;

    public TenantAdmin(EngineRouter router, TransactionManager transactions) {
        this.executor = new QueryExecutor(router, transactions, () -> MAPPINGS);
    }

    @Override
    public CommandExecutor getCommandExecutor(String engine) {
        return executor;
    }
}
