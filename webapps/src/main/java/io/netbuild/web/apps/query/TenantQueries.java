package io.netbuild.web.apps.query;

import io.netbuild.context.ForwardingDataSource;
import io.netbuild.engine.EngineRouter;
import jakarta.transaction.TransactionManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.jta.JakartaTransactionContextFactory;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.interceptor.JakartaTransactionInterceptor;
import org.camunda.bpm.webapp.impl.db.QuerySessionFactory;

/**
 * Runs the web applications' own queries for the tenant of the request, in a transaction, over the connections of its engine, on which row-level security is
 * bound to it. The mapped statements are parsed once for all engines, since these differ in nothing but their datasource; outside of a tenant's scope there is
 * no datasource and nothing runs.
 */
final class TenantQueries extends QuerySessionFactory {

    private final EngineRouter router;
    private final TransactionManager transactions;

    private TenantQueries(EngineRouter router, TransactionManager transactions) {
        this.router = router;
        this.transactions = transactions;
        setTransactionsExternallyManaged(true);
    }

    /**
     * In the scope of any tenant, whose engine's settings are those of all engines.
     *
     * @param mappings the class path resources with the statements
     */
    static TenantQueries of(EngineRouter router, TransactionManager transactions, List<String> mappings) {
        TenantQueries queries = new TenantQueries(router, transactions);
        queries.initFromProcessEngineConfiguration(queries.getWrappedConfiguration(), mappings);
        return queries;
    }

    <T> T run(Command<T> command) {
        return getCommandExecutorTxRequired().execute(command);
    }

    /** That of the tenant's engine. @throws io.netbuild.kernel.NetBuildException outside of a tenant's scope */
    @Override
    public ProcessEngineConfigurationImpl getWrappedConfiguration() {
        return (ProcessEngineConfigurationImpl) router.current().getProcessEngineConfiguration();
    }

    @Override
    public boolean isAuthorizationEnabled() {
        return getWrappedConfiguration().isAuthorizationEnabled();
    }

    @Override
    public String getAuthorizationCheckRevokes() {
        return getWrappedConfiguration().getAuthorizationCheckRevokes();
    }

    @Override
    protected void initDataSource() {
        setDataSource(new CurrentDataSource());
    }

    @Override
    protected void initTransactionContextFactory() {
        setTransactionContextFactory(new JakartaTransactionContextFactory(transactions));
    }

    @Override
    protected Collection<? extends CommandInterceptor> getDefaultCommandInterceptorsTxRequired() {
        return inTransaction(super.getDefaultCommandInterceptorsTxRequired(), false);
    }

    @Override
    protected Collection<? extends CommandInterceptor> getDefaultCommandInterceptorsTxRequiresNew() {
        return inTransaction(super.getDefaultCommandInterceptorsTxRequiresNew(), true);
    }

    /** The last of the chain opens the session, and needs the transaction before. */
    private List<CommandInterceptor> inTransaction(
            Collection<? extends CommandInterceptor> chain, boolean requiresNew) {
        List<CommandInterceptor> longer = new ArrayList<>(chain);
        longer.add(longer.size() - 1, new JakartaTransactionInterceptor(transactions, requiresNew, this));
        return longer;
    }

    private final class CurrentDataSource extends ForwardingDataSource {

        @Override
        protected DataSource target() {
            return getWrappedConfiguration().getDataSource();
        }
    }
}
