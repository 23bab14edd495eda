package io.netbuild.context;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
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
    private final Consumer<BoundTenant> departure;
    private final TransactionSynchronizationRegistry transactions;

    /**
     * @param resident whether a tenant's rows are behind this datasource; others are refused
     * @param admission asked at the begin of each transaction; throws when it may not write any more, although it could when its scope was entered
     * @param departure told of a tenant that has turned out to have moved
     */
    public TenantDataSource(
            DataSource container,
            Predicate<BoundTenant> resident,
            Consumer<BoundTenant> admission,
            Consumer<BoundTenant> departure,
            TransactionSynchronizationRegistry transactions) {
        this.container = container;
        this.resident = resident;
        this.admission = admission;
        this.departure = departure;
        this.transactions = transactions;
    }

    /**
     * @throws NetBuildException without a tenant, for a tenant that lives elsewhere, when the running transaction already works for another one,
     *     and with {@link ErrorCode#TENANT_UNAVAILABLE} for a tenant that has moved since it was looked up or is just moving
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
            enter(connection, tenant);
            transactions.putResource(this, tenant.id());
        } else if (!bound.equals(tenant.id())) {
            throw new NetBuildException(ErrorCode.CONFLICT, "This transaction already works for another tenant");
        }
    }

    private void enter(Connection connection, BoundTenant tenant) throws SQLException {
        try {
            TenantVariables.set(connection, tenant);
        } catch (SQLException e) {
            if (!TenantVariables.hasMoved(e)) {
                throw e;
            }
            departure.accept(tenant);
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE,
                    "Tenant '%s' is being moved".formatted(tenant.id()),
                    Map.of("retryAfterSeconds", 1));
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
