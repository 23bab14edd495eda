package io.netbuild.workflow.internal;

import io.netbuild.kernel.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The table {@code workflow_outbox} of an engine's schema, found by the connection's search path. Transactions are the caller's. */
public final class OutboxTable {

    private static final String TAKE =
            """
            delete from workflow_outbox where tenant_id = ? and id in (
                select id from workflow_outbox where tenant_id = ? order by seq limit ? for update)
            returning seq, id, event, body
            """;

    /** What a crash has left in doubt is waited for no longer: nobody else's events are published meanwhile. */
    private static final String PATIENCE = "set local lock_timeout = '2s'";

    private OutboxTable() {}

    /** An event on its way out. @param body a JSON object */
    public record Event(long seq, String id, String name, String body) {}

    /** Removes the tenant's oldest events and returns them, oldest first. */
    public static List<Event> take(Connection connection, TenantId tenant, int limit) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (Statement patience = connection.createStatement();
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            patience.execute(PATIENCE);
            take.setString(1, tenant.value());
            take.setString(2, tenant.value());
            take.setInt(3, limit);
            try (ResultSet rows = take.executeQuery()) {
                while (rows.next()) {
                    events.add(new Event(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
        }
        events.sort(Comparator.comparingLong(Event::seq));
        return events;
    }
}
