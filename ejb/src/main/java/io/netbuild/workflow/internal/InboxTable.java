package io.netbuild.workflow.internal;

import io.netbuild.kernel.TenantId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code workflow_inbox} of an engine's schema, by connections that find it by their search path: those of a tenant, or in the shared schema of
 * the system. Transactions are the caller's.
 */
public final class InboxTable {

    /** A dead command that is sent again has been mended: it is given another chance. */
    private static final String PUT =
            """
            insert into workflow_inbox as present (tenant_id, message_id, ordering_key, command, body, producer)
            select tenant_id, message_id, ordering_key, command, body, producer
            from unnest(?, ?, ?, ?, ?, ?) with ordinality
                as sent (tenant_id, message_id, ordering_key, command, body, producer, place)
            order by place
            on conflict (tenant_id, message_id) do update
            set ordering_key = excluded.ordering_key, command = excluded.command, body = excluded.body, producer = excluded.producer,
                seq = excluded.seq, state = 'PENDING', attempts = 0, next_attempt_at = now(), received_at = now(), finished_at = null
            where present.state = 'DEAD'
            returning tenant_id
            """;

    /** The done state is part of the transaction: it is not done unless that commits. */
    private static final String TAKE =
            """
            with chosen as (
                select i.tenant_id, i.message_id, i.ordering_key, i.command, i.body, i.producer
                from workflow_inbox i
                where i.tenant_id = ? and i.state = 'PENDING' and i.next_attempt_at <= clock_timestamp()
                  and not exists (
                        select from workflow_inbox earlier
                        where earlier.tenant_id = i.tenant_id and earlier.ordering_key = i.ordering_key
                          and earlier.state = 'PENDING' and earlier.seq < i.seq)
                order by i.seq
                limit ?
                for update of i skip locked
            )
            update workflow_inbox i
            set state = 'DONE', body = '', finished_at = now(), attempts = i.attempts + 1, reason = null, reason_text = null
            from chosen
            where i.tenant_id = chosen.tenant_id and i.message_id = chosen.message_id
            returning i.message_id, i.ordering_key, i.command, chosen.body, i.producer, i.attempts,
                extract(epoch from clock_timestamp() - i.received_at), i.seq
            """;

    private static final String RETRY =
            """
            update workflow_inbox
            set attempts = ?, next_attempt_at = clock_timestamp() + ? * interval '1 millisecond', reason = ?, reason_text = ?
            where tenant_id = ? and message_id = ? and state = 'PENDING'
            """;

    private static final String BURY =
            """
            update workflow_inbox
            set state = 'DEAD', body = '', finished_at = now(), attempts = ?, reason = ?, reason_text = ?
            where tenant_id = ? and message_id = ? and state = 'PENDING'
            """;

    private static final String FORGET =
            "delete from workflow_inbox where state <> 'PENDING' and finished_at < now() - ? * interval '1 millisecond'";

    private InboxTable() {}

    /**
     * Puts commands into the inbox, in their order. Those whose ids are there already change nothing, but for dead ones.
     *
     * @param commands no two of them with an equal tenant and id
     * @return how many of each tenant were taken in
     */
    public static Map<TenantId, Integer> put(Connection connection, Collection<IncomingCommand> commands)
            throws SQLException {
        Map<TenantId, Integer> taken = new LinkedHashMap<>();
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            List<Function<IncomingCommand, @Nullable String>> columns = List.of(
                    command -> command.tenant().value(),
                    IncomingCommand::messageId,
                    IncomingCommand::orderingKey,
                    IncomingCommand::command,
                    IncomingCommand::body,
                    IncomingCommand::producer);
            for (int column = 0; column < columns.size(); column++) {
                put.setArray(column + 1, texts(connection, commands, columns.get(column)));
            }
            try (ResultSet rows = put.executeQuery()) {
                while (rows.next()) {
                    taken.merge(new TenantId(rows.getString(1)), 1, Integer::sum);
                }
            }
        }
        return taken;
    }

    private static Array texts(
            Connection connection,
            Collection<IncomingCommand> commands,
            Function<IncomingCommand, @Nullable String> column)
            throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        commands.forEach(command -> values.add(column.apply(command)));
        return connection.createArrayOf("text", values.toArray());
    }

    private record Taken(long seq, PendingCommand command) {}

    /**
     * Marks the tenant's next commands done that are due, that nobody else has in hand, and that have none of their key before them.
     *
     * @return in their order; empty when there is none
     */
    public static List<PendingCommand> takeNext(Connection connection, TenantId tenant, int limit) throws SQLException {
        List<Taken> taken = new ArrayList<>();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, tenant.value());
            take.setInt(2, limit);
            try (ResultSet row = take.executeQuery()) {
                while (row.next()) {
                    IncomingCommand command = new IncomingCommand(
                            tenant,
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5));
                    Duration age = Duration.ofMillis((long) (row.getDouble(7) * 1000));
                    taken.add(new Taken(row.getLong(8), new PendingCommand(command, row.getInt(6), age)));
                }
            }
        }
        return taken.stream()
                .sorted(Comparator.comparingLong(Taken::seq))
                .map(Taken::command)
                .toList();
    }

    /** @return whether it was pending still */
    public static boolean retry(
            Connection connection, PendingCommand command, Duration pause, String reason, String text)
            throws SQLException {
        try (PreparedStatement retry = connection.prepareStatement(RETRY)) {
            retry.setInt(1, command.attempts());
            retry.setLong(2, pause.toMillis());
            retry.setString(3, reason);
            retry.setString(4, text);
            retry.setString(5, command.command().tenant().value());
            retry.setString(6, command.command().messageId());
            return retry.executeUpdate() == 1;
        }
    }

    /** Marks the command dead. @return whether it was pending still */
    public static boolean bury(Connection connection, PendingCommand command, String reason, String text)
            throws SQLException {
        try (PreparedStatement bury = connection.prepareStatement(BURY)) {
            bury.setInt(1, command.attempts());
            bury.setString(2, reason);
            bury.setString(3, text);
            bury.setString(4, command.command().tenant().value());
            bury.setString(5, command.command().messageId());
            return bury.executeUpdate() == 1;
        }
    }

    /** Deletes done and dead commands that ended longer ago than that; of all tenants that the connection sees. */
    public static int forget(Connection connection, Duration keep) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setLong(1, keep.toMillis());
            return forget.executeUpdate();
        }
    }
}
