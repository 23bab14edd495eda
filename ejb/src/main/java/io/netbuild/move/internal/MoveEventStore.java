package io.netbuild.move.internal;

import io.netbuild.database.Columns;
import io.netbuild.database.Statements;
import io.netbuild.move.MoveEvent;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The table {@code netbuild.tenant_move_events}. Joins the caller's transaction or makes one of its own. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class MoveEventStore {

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public void insert(UUID move, String text) throws SQLException {
        Statements.update(
                dataSource,
                "insert into netbuild.tenant_move_events (move_id, tenant_id, event) select id, tenant_id, ? from netbuild.tenant_moves where id = ?",
                text,
                move);
    }

    /** Unless the last one with this beginning says the same: what goes on is told once. */
    public void insertNews(UUID move, String beginning, String rest) throws SQLException {
        String text = beginning + rest;
        Statements.update(
                dataSource,
                """
                insert into netbuild.tenant_move_events (move_id, tenant_id, event)
                select id, tenant_id, ? from netbuild.tenant_moves
                where id = ? and (select event from netbuild.tenant_move_events
                                  where move_id = tenant_moves.id and starts_with(event, ?) order by id desc limit 1) is distinct from ?
                """,
                text,
                move,
                beginning,
                text);
    }

    /** The newest last. */
    public List<MoveEvent> of(UUID move) throws SQLException {
        return Statements.list(
                dataSource,
                "select id, at, event from netbuild.tenant_move_events where move_id = ? order by id",
                row -> new MoveEvent(row.getLong("id"), Columns.instant(row, "at"), row.getString("event")),
                move);
    }
}
