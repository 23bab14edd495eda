package io.netbuild.context;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * The session variables of a tenant's transaction. {@code SET LOCAL} ends with the transaction and, unlike {@code set_config}, is passed on to
 * the workers of a distributed database. All of them go in one round trip. A tenant id can be written into the statement because nothing but
 * {@code [a-z0-9-]} is a tenant id. With them the transaction enters the tenant, which fails when it has moved away.
 */
final class TenantVariables {

    /**
     * How long a transaction may wait for its server, in milliseconds: as long as the container lets one last. What a server that has stopped leaves open
     * is ended by the database.
     */
    private static final long LONGEST_IDLE = 300_000;

    /**
     * SQLSTATEs of the database's answer to who enters a tenant that has moved since it was looked up, or is just moving: that of the function, and that the function
     * is gone together with the schema.
     */
    private static final Set<String> MOVED = Set.of("NB001", "42883");

    private TenantVariables() {}

    static boolean hasMoved(SQLException failure) {
        return failure.getSQLState() != null && MOVED.contains(failure.getSQLState());
    }

    static void set(Connection connection, BoundTenant tenant) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements(tenant));
        }
    }

    static String statements(BoundTenant tenant) {
        String settings =
                "SET LOCAL app.current_tenant = '%s'; SET LOCAL app.job_hints = 'on'; SET LOCAL work_mem = '%dMB'; SET LOCAL statement_timeout = %d; SET LOCAL idle_in_transaction_session_timeout = %d"
                        .formatted(
                                tenant.id(),
                                tenant.limits().workMemMegabytes(),
                                tenant.limits().statementTimeout().toMillis(),
                                LONGEST_IDLE);
        String access = tenant.readOnly() ? "; SET LOCAL transaction_read_only = on" : "";
        return "%s%s; SELECT fn_enter_tenant('%s', %d)".formatted(settings, access, tenant.id(), tenant.epoch());
    }
}
