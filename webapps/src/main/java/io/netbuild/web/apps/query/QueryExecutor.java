package io.netbuild.web.apps.query;

import io.netbuild.engine.EngineRouter;
import jakarta.transaction.TransactionManager;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.cockpit.db.CommandExecutor;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.jspecify.annotations.Nullable;

/** Runs commands on {@link TenantQueries}, which are made at the first command. Thread-safe. */
final class QueryExecutor implements CommandExecutor {

    private final EngineRouter router;
    private final TransactionManager transactions;
    private final Supplier<List<String>> mappings;
    private volatile @Nullable TenantQueries queries;

    QueryExecutor(EngineRouter router, TransactionManager transactions, Supplier<List<String>> mappings) {
        this.router = router;
        this.transactions = transactions;
        this.mappings = mappings;
    }

    @Override
    public <T> T executeCommand(Command<T> command) {
        return queries().run(command);
    }

    private TenantQueries queries() {
        TenantQueries present = queries;
        if (present == null) {
            synchronized (this) {
                present = queries;
                if (present == null) {
                    present = TenantQueries.of(router, transactions, mappings.get());
                    queries = present;
                }
            }
        }
        return present;
    }
}
