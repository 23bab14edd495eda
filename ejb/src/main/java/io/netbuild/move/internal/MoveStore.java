package io.netbuild.move.internal;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.Move;
import io.netbuild.move.MovePhase;
import io.netbuild.move.MoveWindow;
import io.netbuild.move.TableProgress;
import io.netbuild.tenant.Page;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code netbuild.tenant_moves}, {@code tenant_move_tables} and {@code tenant_move_events}. Joins the caller's transaction or makes one of its own. What a
 * run writes is written only as long as the move is its own.
 */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class MoveStore {

    private static final String SELECT = "select * from netbuild.tenant_moves ";

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    /** An event of a move. @param id grows with time */
    public record Event(long id, Instant at, String text) {}

    /** @return the id; empty when the tenant has an unfinished move */
    public Optional<UUID> insert(
            TenantId tenant,
            Isolation sourceIsolation,
            String sourceServer,
            Isolation targetIsolation,
            String targetServer,
            long epoch,
            MoveWindow window,
            String actor)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into netbuild.tenant_moves
                            (tenant_id, source_isolation, source_server, target_isolation, target_server, epoch, actor, freeze_from, freeze_until)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing returning id
                        """)) {
            insert.setString(1, tenant.value());
            insert.setString(2, sourceIsolation.name());
            insert.setString(3, sourceServer);
            insert.setString(4, targetIsolation.name());
            insert.setString(5, targetServer);
            insert.setLong(6, epoch);
            insert.setString(7, actor);
            insert.setObject(8, timestamp(window.from()));
            insert.setObject(9, timestamp(window.until()));
            try (ResultSet row = insert.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    public Optional<Move> find(UUID id) throws SQLException {
        return list(SELECT + "where id = ?", id).stream().findFirst();
    }

    /** The newest first. */
    public Page<Move> page(TenantId tenant, int offset, int limit) throws SQLException {
        Page.requireRange(offset, limit);
        return new Page<>(
                list(
                        SELECT + "where tenant_id = ? order by created_at desc, id offset ? limit ?",
                        tenant.value(),
                        offset,
                        limit),
                count(tenant),
                offset,
                limit);
    }

    private long count(TenantId tenant) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = prepared(
                        connection, "select count(*) from netbuild.tenant_moves where tenant_id = ?", tenant.value());
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Those that can be worked on now, the oldest first. */
    public List<Move> due() throws SQLException {
        return list(
                SELECT
                        + "where phase not in ('DONE', 'FAILED', 'CANCELLED') and next_attempt_at <= now() order by created_at");
    }

    public boolean hasUnfinished(TenantId tenant) throws SQLException {
        return !list(SELECT + "where tenant_id = ? and phase not in ('DONE', 'FAILED', 'CANCELLED')", tenant.value())
                .isEmpty();
    }

    /** Asks for it to be rolled back. @return false when it is too late or finished */
    public boolean cancel(UUID id) throws SQLException {
        return update(
                "update netbuild.tenant_moves set cancelled = true, next_attempt_at = now() where id = ? and phase in "
                        + "('PREPARING', 'COPYING', 'CATCHING_UP', 'VERIFYING', 'FREEZING')",
                id);
    }

    /** Has it tried again now. @return false when it is finished */
    public boolean hurry(UUID id) throws SQLException {
        return update(
                "update netbuild.tenant_moves set next_attempt_at = now(), attempts = 0 where id = ? and phase not in ('DONE', 'FAILED', 'CANCELLED')",
                id);
    }

    /** From now on it is this run's. */
    public void claim(UUID id, UUID runner) throws SQLException {
        update("update netbuild.tenant_moves set runner = ? where id = ?", runner, id);
    }

    /** @throws SQLException when the move is another run's */
    public void enter(UUID id, UUID runner, MovePhase phase) throws SQLException {
        requireOwn(update(
                "update netbuild.tenant_moves set phase = ?, finished_at = case when ? then now() end where id = ? and runner = ?",
                phase.name(),
                phase.isFinished(),
                id,
                runner));
        event(id, "phase " + phase);
    }

    /** @throws SQLException when the move is another run's */
    public void freezing(UUID id, UUID runner, TenantStatus before) throws SQLException {
        requireOwn(update(
                "update netbuild.tenant_moves set status_before = ? where id = ? and runner = ?",
                before.name(),
                id,
                runner));
    }

    /** @throws SQLException when the move is another run's, was cancelled, is not frozen, or its window is over */
    public void switched(UUID id, UUID runner, long freezeMillis) throws SQLException {
        requireOwn(update(
                "update netbuild.tenant_moves set phase = 'SWITCHED', attempts = 0, next_attempt_at = now(), freeze_millis = ?, error = null where id = ? and runner = ? and phase = 'FREEZING' and not cancelled and (freeze_until is null or clock_timestamp() < freeze_until)",
                freezeMillis,
                id,
                runner));
        event(id, "phase SWITCHED");
    }

    /** Notes a failure. @param pauseSeconds until the next attempt */
    public void failed(UUID id, UUID runner, String error, int pauseSeconds) throws SQLException {
        update(
                "update netbuild.tenant_moves set error = ?, attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ?) where id = ? and runner = ?",
                error,
                pauseSeconds,
                id,
                runner);
        event(id, "failed: " + error);
    }

    /** Has it go on after a pause. */
    public void later(UUID id, UUID runner, int pauseSeconds) throws SQLException {
        update(
                "update netbuild.tenant_moves set next_attempt_at = now() + make_interval(secs => ?) where id = ? and runner = ?",
                pauseSeconds,
                id,
                runner);
    }

    private void requireOwn(boolean own) throws SQLException {
        if (!own) {
            throw new SQLException(
                    "Somebody else works on this move, it was cancelled, or its window is over", "40001");
        }
    }

    public void event(UUID id, String text) throws SQLException {
        update(
                "insert into netbuild.tenant_move_events (move_id, tenant_id, event) select id, tenant_id, ? from netbuild.tenant_moves where id = ?",
                text,
                id);
    }

    /** The newest last. */
    public List<Event> events(UUID id) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = prepared(
                        connection,
                        "select id, at, event from netbuild.tenant_move_events where move_id = ? order by id",
                        id);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                events.add(new Event(rows.getLong("id"), instant(rows, "at"), rows.getString("event")));
            }
        }
        return events;
    }

    /**
     * Notes the tables that are going to be copied; those that are noted already stay as they are. Nothing is to be copied of one without rows: what comes into it is noted as
     * a change.
     *
     * @param totals rows by table
     */
    public void tables(UUID id, TenantId tenant, Map<String, Long> totals) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            List<String> names = List.copyOf(totals.keySet());
            Array tables = connection.createArrayOf("text", names.toArray());
            Array rows = connection.createArrayOf(
                    "bigint", names.stream().map(totals::get).toArray());
            try (PreparedStatement insert = prepared(
                    connection,
                    """
                    insert into netbuild.tenant_move_tables (move_id, tenant_id, table_name, rows_total, copied)
                    select ?, ?, t.name, t.number, t.number = 0 from unnest(?::text[], ?::bigint[]) t (name, number)
                    on conflict do nothing
                    """,
                    id,
                    tenant.value(),
                    tables,
                    rows)) {
                insert.executeUpdate();
            }
        }
    }

    /** @param upTo the last key of the page, null for the last page */
    public void copied(UUID id, String table, long rows, @Nullable List<String> upTo) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Array key = upTo == null ? null : connection.createArrayOf("text", upTo.toArray());
            try (PreparedStatement update = prepared(
                    connection,
                    "update netbuild.tenant_move_tables set rows_copied = rows_copied + ?, last_key = ?, copied = ? where move_id = ? and table_name = ?",
                    rows,
                    key,
                    upTo == null,
                    id,
                    table)) {
                update.executeUpdate();
            }
        }
    }

    /** @param rows by table, how many were copied again */
    public void changed(UUID id, Map<String, Long> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            List<String> names = List.copyOf(rows.keySet());
            Array tables = connection.createArrayOf("text", names.toArray());
            Array numbers = connection.createArrayOf(
                    "bigint", names.stream().map(rows::get).toArray());
            try (PreparedStatement update = prepared(
                    connection,
                    """
                    update netbuild.tenant_move_tables t set rows_changed = t.rows_changed + c.number
                    from unnest(?::text[], ?::bigint[]) c (name, number) where t.move_id = ? and t.table_name = c.name
                    """,
                    tables,
                    numbers,
                    id)) {
                update.executeUpdate();
            }
        }
    }

    /** Notes which indexes of the target are made later. */
    public void indexes(UUID id, List<String> definitions) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = prepared(
                        connection,
                        "update netbuild.tenant_moves set target_indexes = ? where id = ?",
                        connection.createArrayOf("text", definitions.toArray()),
                        id)) {
            update.executeUpdate();
        }
    }

    /** By name. */
    public List<TableProgress> tables(UUID id) throws SQLException {
        List<TableProgress> tables = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = prepared(
                        connection,
                        "select * from netbuild.tenant_move_tables where move_id = ? order by table_name collate \"C\"",
                        id);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                tables.add(new TableProgress(
                        rows.getString("table_name"),
                        rows.getLong("rows_total"),
                        rows.getLong("rows_copied"),
                        rows.getLong("rows_changed"),
                        textsOrNull(rows, "last_key"),
                        rows.getBoolean("copied")));
            }
        }
        return tables;
    }

    private List<Move> list(String sql, Object... parameters) throws SQLException {
        List<Move> moves = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = prepared(connection, sql, parameters);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                moves.add(read(rows));
            }
        }
        return moves;
    }

    private static Move read(ResultSet row) throws SQLException {
        String before = row.getString("status_before");
        long freeze = row.getLong("freeze_millis");
        boolean frozen = !row.wasNull();
        return new Move(
                row.getObject("id", UUID.class),
                new TenantId(row.getString("tenant_id")),
                Isolation.valueOf(row.getString("source_isolation")),
                row.getString("source_server"),
                Isolation.valueOf(row.getString("target_isolation")),
                row.getString("target_server"),
                row.getLong("epoch"),
                MovePhase.valueOf(row.getString("phase")),
                before == null ? null : TenantStatus.valueOf(before),
                row.getBoolean("cancelled"),
                row.getInt("attempts"),
                row.getString("error"),
                frozen ? freeze : null,
                new MoveWindow(instantOrNull(row, "freeze_from"), instantOrNull(row, "freeze_until")),
                textsOrNull(row, "target_indexes"),
                row.getString("actor"),
                instant(row, "created_at"),
                instantOrNull(row, "finished_at"));
    }

    private static @Nullable List<String> textsOrNull(ResultSet row, String column) throws SQLException {
        Array texts = row.getArray(column);
        return texts == null ? null : List.of((String[]) texts.getArray());
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : instant(row, column);
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private boolean update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = prepared(connection, sql, parameters)) {
            return update.executeUpdate() > 0;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
