package io.netbuild.offboarding.internal;

import io.netbuild.database.Columns;
import io.netbuild.database.Statements;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.offboarding.Offboarding;
import io.netbuild.offboarding.TableRows;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The tables {@code netbuild.tenant_offboardings}, {@code offboarding_confirmations} and {@code erasure_places}. Joins the caller's transaction or makes one of its own.
 */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class OffboardingStore {

    /** Of users {@code u}. Twice the tenant. */
    private static final String OF_ONE_TENANT =
            """
            not u.operator
            and exists (select from netbuild.memberships m where m.user_id = u.id and m.tenant_id = ?)
            and not exists (select from netbuild.memberships m where m.user_id = u.id and m.tenant_id <> ?)
            """;

    private static final String SELECT = "select * from netbuild.tenant_offboardings ";

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    /** Keeps a confirmation, and none that have run out. */
    public void confirmable(byte[] tokenHash, TenantId tenant, Instant purgeAt, Instant until) throws SQLException {
        update("delete from netbuild.offboarding_confirmations where expires_at < now()");
        update(
                "insert into netbuild.offboarding_confirmations (token_hash, tenant_id, purge_at, expires_at) values (?, ?, ?, ?)",
                tokenHash,
                tenant.value(),
                purgeAt,
                until);
    }

    /** Uses a confirmation up. @return the date that it was given for; empty when there is none that is valid */
    public Optional<Instant> confirm(byte[] tokenHash, TenantId tenant) throws SQLException {
        return Statements.first(
                dataSource,
                "delete from netbuild.offboarding_confirmations where token_hash = ? and tenant_id = ? and expires_at > now() returning purge_at",
                row -> Columns.instant(row, "purge_at"),
                tokenHash,
                tenant.value());
    }

    /** @return false when the tenant is leaving already */
    public boolean insert(TenantId tenant, TenantStatus before, Instant purgeAt, String actor) throws SQLException {
        return update(
                        "insert into netbuild.tenant_offboardings (tenant_id, status_before, purge_at, actor) values (?, ?, ?, ?) on conflict do nothing",
                        tenant.value(),
                        before.name(),
                        purgeAt,
                        actor)
                > 0;
    }

    public Optional<Offboarding> find(TenantId tenant) throws SQLException {
        return list(SELECT + "where tenant_id = ?", tenant.value()).stream().findFirst();
    }

    /** Those whose date has come and that can be worked on now, the longest overdue first. */
    public List<Offboarding> due() throws SQLException {
        return list(SELECT + "where purge_at <= now() and next_attempt_at <= now() order by purge_at");
    }

    /** @return false when its date has come, or there is none */
    public boolean cancel(TenantId tenant) throws SQLException {
        return update(
                        "delete from netbuild.tenant_offboardings where tenant_id = ? and state = 'PENDING' and purge_at > now()",
                        tenant.value())
                > 0;
    }

    /** @throws SQLException when it is over, or was cancelled */
    public void erasing(UUID id) throws SQLException {
        require(update(
                "update netbuild.tenant_offboardings set state = 'ERASING', began_at = coalesce(began_at, now()) where id = ? and purge_at <= now()",
                id));
    }

    /** Ends it. @throws SQLException when somebody else has */
    public void end(UUID id) throws SQLException {
        require(update("delete from netbuild.tenant_offboardings where id = ?", id));
    }

    private static void require(int rows) throws SQLException {
        if (rows == 0) {
            throw new SQLException("This erasure is over", "40001");
        }
    }

    /** @param pauseSeconds until the next attempt */
    public void failed(UUID id, String error, int pauseSeconds) throws SQLException {
        update(
                "update netbuild.tenant_offboardings set state = 'FAILED', error = ?, attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ?) where id = ?",
                error,
                pauseSeconds,
                id);
    }

    /** Notes where the tenant had rows; where more were found before, those. */
    public void found(TenantId tenant, List<TableRows> places) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into netbuild.erasure_places (tenant_id, server, database_name, schema_name, table_name, rows_before)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (tenant_id, server, database_name, schema_name, table_name)
                        do update set rows_before = greatest(erasure_places.rows_before, excluded.rows_before)
                        """)) {
            for (TableRows place : places) {
                insert.setString(1, tenant.value());
                insert.setString(2, place.server());
                insert.setString(3, place.database());
                insert.setString(4, place.schema());
                insert.setString(5, place.table());
                insert.setLong(6, place.rows());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Ordered by name. */
    public List<TableRows> places(TenantId tenant) throws SQLException {
        return Statements.list(
                dataSource,
                "select * from netbuild.erasure_places where tenant_id = ? order by server, database_name, schema_name, table_name collate \"C\"",
                row -> new TableRows(
                        row.getString("server"),
                        row.getString("database_name"),
                        row.getString("schema_name"),
                        row.getString("table_name"),
                        row.getLong("rows_before")),
                tenant.value());
    }

    /** How many users are members of this tenant alone. */
    public long usersOf(TenantId tenant) throws SQLException {
        return Statements.first(
                        dataSource,
                        "select count(*) from netbuild.users u where " + OF_ONE_TENANT,
                        row -> row.getLong(1),
                        tenant.value(),
                        tenant.value())
                .orElse(0L);
    }

    /** Deletes the users who are members of this tenant alone. @return how many */
    public int deleteUsersOf(TenantId tenant) throws SQLException {
        return update("delete from netbuild.users u where " + OF_ONE_TENANT, tenant.value(), tenant.value());
    }

    /** What is left in the schemas that the tenant shares with others, as this transaction sees it. */
    public RowScan.Result left(TenantId tenant) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return RowScan.of(connection, tenant.value(), List.of("netbuild", "shared"));
        }
    }

    private List<Offboarding> list(String sql, Object... parameters) throws SQLException {
        return Statements.list(dataSource, sql, OffboardingStore::read, parameters);
    }

    private static Offboarding read(ResultSet row) throws SQLException {
        return new Offboarding(
                row.getObject("id", UUID.class),
                new TenantId(row.getString("tenant_id")),
                Offboarding.State.valueOf(row.getString("state")),
                TenantStatus.valueOf(row.getString("status_before")),
                Columns.instant(row, "purge_at"),
                row.getInt("attempts"),
                row.getString("error"),
                row.getString("actor"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "began_at"));
    }

    private int update(String sql, Object... parameters) throws SQLException {
        return Statements.update(dataSource, sql, parameters);
    }
}
