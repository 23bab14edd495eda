package io.netbuild.context;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Connections of the current tenant, with its row-level security variables set on them: the one place where that happens. It needs a JTA
 * transaction, because the variables are transaction-local and so can never travel to another tenant with a pooled connection; the container
 * gives all work of a transaction the same connection, so they are set once in each. Thread-safe.
 */
public final class TenantDataSource extends ForwardingDataSource {

    private final DataSource container;
    private final Predicate<BoundTenant> resident;
    private final Consumer<BoundTenant> admission;
    private final TransactionSynchronizationRegistry transactions;

    /**
     * @param resident whether a tenant's rows are behind this datasource; others are refused
     * @param admission asked at the begin of each transaction; throws when it may not write any more, although it could when its scope was entered
     */
    public TenantDataSource(
            DataSource container,
            Predicate<BoundTenant> resident,
            Consumer<BoundTenant> admission,
            TransactionSynchronizationRegistry transactions) {
        this.container = container;
        this.resident = resident;
        this.admission = admission;
        this.transactions = transactions;
    }

    /**
     * @throws NetBuildException without a tenant, for a tenant that lives elsewhere, and when the running transaction already works for another
     *     one
     * @throws SQLException also when no transaction is running
     */
    @Override
    public Connection getConnection() throws SQLException {
        BoundTenant tenant = TenantContext.requireTenant();
        if (!resident.test(tenant)) {
            throw new NetBuildException(ErrorCode.CONFLICT, "Tenant '%s' does not live here".formatted(tenant.id()));
        }
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            throw new SQLException("A connection of a tenant needs a transaction", "25P01");
        }
        if (transactions.getResource(this) == null) {
            admission.accept(tenant);
        }
        Connection connection = super.getConnection();
        try {
            bindOnce(connection, tenant);
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    private void bindOnce(Connection connection, BoundTenant tenant) throws SQLException {
        Object bound = transactions.getResource(this);
        if (bound == null) {
            TenantVariables.set(connection, tenant);
            transactions.putResource(this, tenant.id());
        } else if (!bound.equals(tenant.id())) {
            throw new NetBuildException(ErrorCode.CONFLICT, "This transaction already works for another tenant");
        }
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    protected DataSource target() {
        return container;
    }
}
