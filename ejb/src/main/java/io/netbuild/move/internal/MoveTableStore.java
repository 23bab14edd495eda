package io.netbuild.move.internal;

import io.netbuild.database.Columns;
import io.netbuild.database.Statements;
import io.netbuild.kernel.TenantId;
import io.netbuild.move.TableProgress;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table {@code netbuild.tenant_move_tables}: how far the copy of each table is. Joins the caller's transaction or makes one of its own. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class MoveTableStore {

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    /**
     * Notes the tables that are going to be copied; those that are noted already stay as they are. Nothing is to be copied of one without rows: what comes into it is noted as
     * a change.
     *
     * @param totals rows by table
     */
    public void insert(UUID move, TenantId tenant, Map<String, Long> totals) throws SQLException {
        Statements.update(
                dataSource,
                """
                insert into netbuild.tenant_move_tables (move_id, tenant_id, table_name, rows_total, copied)
                select ?, ?, t.name, t.number, t.number = 0 from unnest(?::text[], ?::bigint[]) t (name, number)
                on conflict do nothing
                """,
                move,
                tenant.value(),
                List.copyOf(totals.keySet()),
                numbers(totals));
    }

    /** @param upTo the last key of the page, null for the last page */
    public void copied(UUID move, String table, long rows, @Nullable List<String> upTo) throws SQLException {
        Statements.update(
                dataSource,
                "update netbuild.tenant_move_tables set rows_copied = rows_copied + ?, last_key = ?, copied = ? where move_id = ? and table_name = ?",
                rows,
                upTo,
                upTo == null,
                move,
                table);
    }

    /** @param rows by table, how many were copied again */
    public void changed(UUID move, Map<String, Long> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Statements.update(
                dataSource,
                """
                update netbuild.tenant_move_tables t set rows_changed = t.rows_changed + c.number
                from unnest(?::text[], ?::bigint[]) c (name, number) where t.move_id = ? and t.table_name = c.name
                """,
                List.copyOf(rows.keySet()),
                numbers(rows),
                move);
    }

    private static long[] numbers(Map<String, Long> byTable) {
        return byTable.values().stream().mapToLong(Long::longValue).toArray();
    }

    /** By name. */
    public List<TableProgress> of(UUID move) throws SQLException {
        return Statements.list(
                dataSource,
                "select * from netbuild.tenant_move_tables where move_id = ? order by table_name collate \"C\"",
                MoveTableStore::read,
                move);
    }

    private static TableProgress read(ResultSet row) throws SQLException {
        return new TableProgress(
                row.getString("table_name"),
                row.getLong("rows_total"),
                row.getLong("rows_copied"),
                row.getLong("rows_changed"),
                Columns.textsOrNull(row, "last_key"),
                row.getBoolean("copied"));
    }
}
