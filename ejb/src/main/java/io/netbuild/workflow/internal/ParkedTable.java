package io.netbuild.workflow.internal;

import io.netbuild.kernel.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The table {@code netbuild.workflow_parked}, by connections of the system. Transactions are the caller's. */
public final class ParkedTable {

    private static final String TAKE =
            """
            delete from netbuild.workflow_parked where seq in (
                select seq from netbuild.workflow_parked where tenant_id = ? order by seq limit ? for update)
            returning seq, message_id, ordering_key, command, body, producer
            """;

    private ParkedTable() {}

    private record Row(long seq, IncomingCommand command) {}

    /** Parks commands behind those that are parked already. */
    public static void park(Connection connection, List<IncomingCommand> commands) throws SQLException {
        try (PreparedStatement park = connection.prepareStatement(
                "insert into netbuild.workflow_parked (tenant_id, message_id, ordering_key, command, body, producer) "
                        + "values (?, ?, ?, ?, ?, ?)")) {
            for (IncomingCommand command : commands) {
                park.setString(1, command.tenant().value());
                park.setString(2, command.messageId());
                park.setObject(3, command.orderingKey(), Types.VARCHAR);
                park.setString(4, command.command());
                park.setString(5, command.body());
                park.setObject(6, command.producer(), Types.VARCHAR);
                park.addBatch();
            }
            park.executeBatch();
        }
    }

    /** Removes the tenant's oldest commands and returns them, oldest first. */
    public static List<IncomingCommand> take(Connection connection, TenantId tenant, int limit) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, tenant.value());
            take.setInt(2, limit);
            try (ResultSet found = take.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(
                            found.getLong(1),
                            new IncomingCommand(
                                    tenant,
                                    found.getString(2),
                                    found.getString(3),
                                    found.getString(4),
                                    found.getString(5),
                                    found.getString(6))));
                }
            }
        }
        return rows.stream()
                .sorted((one, other) -> Long.compare(one.seq(), other.seq()))
                .map(Row::command)
                .toList();
    }

    /** The tenants that have commands parked. */
    public static Set<TenantId> tenants(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select distinct tenant_id from netbuild.workflow_parked");
                ResultSet rows = select.executeQuery()) {
            Set<TenantId> tenants = new HashSet<>();
            while (rows.next()) {
                tenants.add(new TenantId(rows.getString(1)));
            }
            return tenants;
        }
    }
}
