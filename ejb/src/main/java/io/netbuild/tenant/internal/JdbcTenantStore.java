package io.netbuild.tenant.internal;

import io.netbuild.database.Statements;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.tenant.ExternalKey;
import io.netbuild.tenant.NewTenant;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantQuery;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The tables {@code netbuild.tenants}, {@code netbuild.tenant_placements} and {@code netbuild.idempotency_keys}. Joins the caller's transaction. */
@ApplicationScoped
public class JdbcTenantStore {

    private static final String SELECT = "select " + TenantRows.COLUMNS
            + " from netbuild.tenants t join netbuild.tenant_placements p on p.tenant_id = t.id ";

    private static final int QUICK_SECONDS = 1;
    private static final int LIST_SECONDS = 10;

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public Optional<Tenant> find(TenantId id) throws SQLException {
        return first(SELECT + "where t.id = ?", id.value());
    }

    public Optional<Tenant> findForUpdate(TenantId id) throws SQLException {
        return first(SELECT + "where t.id = ? for update of t", id.value());
    }

    /** The same, but fails when it takes longer than a second. */
    public Optional<Tenant> findQuickly(TenantId id) throws SQLException {
        return LimitedQuery.run(dataSource, QUICK_SECONDS, SELECT + "where t.id = ?", select -> {
            select.setString(1, id.value());
            return all(select).stream().findFirst();
        });
    }

    public Optional<Tenant> findByExternalKey(ExternalKey key) throws SQLException {
        return first(SELECT + "where t.external_key = ?", key.value());
    }

    /** Of the tenants with one of the statuses, ordered by id. Fails when it takes longer than {@value #LIST_SECONDS} s. */
    public List<Tenant> withStatus(TenantStatus... statuses) throws SQLException {
        String[] names = Stream.of(statuses).map(TenantStatus::name).toArray(String[]::new);
        String sql = SELECT + "where t.status = any (?) order by t.id";
        return LimitedQuery.run(dataSource, LIST_SECONDS, sql, select -> {
            select.setArray(1, select.getConnection().createArrayOf("text", names));
            return all(select);
        });
    }

    /** Of the tenants that have an engine of their own, whatever their status, ordered by id. Fails when it takes longer than {@value #LIST_SECONDS} s. */
    public List<Tenant> withOwnEngine() throws SQLException {
        String sql = SELECT + "where p.isolation <> 'SHARED' order by t.id";
        return LimitedQuery.run(dataSource, LIST_SECONDS, sql, JdbcTenantStore::all);
    }

    public Page<Tenant> page(TenantQuery query) throws SQLException {
        TenantFilter filter = TenantFilter.of(query);
        String order = " order by " + query.sort().expression() + (query.descending() ? " desc" : " asc") + ", t.id";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(SELECT + filter.condition() + order + " offset ? limit ?");
                PreparedStatement count = connection.prepareStatement(
                        "select count(*) from netbuild.tenants t join netbuild.tenant_placements p on p.tenant_id = t.id "
                                + filter.condition())) {
            int next = filter.bind(select);
            select.setInt(next, query.offset());
            select.setInt(next + 1, query.limit());
            filter.bind(count);
            return new Page<>(all(select), single(count), query.offset(), query.limit());
        }
    }

    /** @return false when the id or the external key is taken; nothing is written then */
    public boolean insert(NewTenant tenant, ExternalKey key, String requestHash) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into netbuild.tenants
                            (id, external_key, name, organisation, email_domain, tier, status, limits, labels, request_hash)
                        values (?, ?, ?, ?, ?, ?, 'PROVISIONING', ?::jsonb, ?::jsonb, ?)
                        on conflict do nothing
                        """)) {
            insert.setString(1, tenant.id().value());
            insert.setString(2, key.value());
            insert.setString(3, tenant.name());
            insert.setString(4, tenant.organisation());
            insert.setString(5, tenant.emailDomain());
            insert.setString(6, tenant.tier().name());
            insert.setString(7, TenantRows.limitsJson(tenant.limits()));
            insert.setString(8, TenantRows.labelsJson(tenant.labels()));
            insert.setString(9, requestHash);
            if (insert.executeUpdate() == 0) {
                return false;
            }
        }
        insertPlacement(tenant.id(), Placement.of(tenant.id(), tenant.isolation(), tenant.server()));
        return true;
    }

    private void insertPlacement(TenantId id, Placement placement) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into netbuild.tenant_placements
                            (tenant_id, isolation, engine_name, datasource_name, server, database_name, schema_name, role_name)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            insert.setString(1, id.value());
            insert.setString(2, placement.isolation().name());
            insert.setString(3, placement.engine());
            insert.setString(4, placement.datasource());
            insert.setString(5, placement.server());
            insert.setString(6, placement.database());
            insert.setString(7, placement.schema());
            insert.setString(8, placement.role());
            insert.executeUpdate();
        }
    }

    /** Writes name, tier, status, reason, limits and labels of a tenant; the database raises its version. */
    public void update(Tenant tenant) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        """
                        update netbuild.tenants
                        set name = ?, tier = ?, status = ?, status_reason = ?, limits = ?::jsonb, labels = ?::jsonb
                        where id = ?
                        """)) {
            update.setString(1, tenant.name());
            update.setString(2, tenant.tier().name());
            update.setString(3, tenant.status().name());
            update.setString(4, tenant.statusReason());
            update.setString(5, TenantRows.limitsJson(tenant.limits()));
            update.setString(6, TenantRows.labelsJson(tenant.labels()));
            update.setString(7, tenant.id().value());
            update.executeUpdate();
        }
    }

    /**
     * Writes another placement in place of that of the epoch, whose next epoch it gets.
     *
     * @return false when the placement is not of that epoch
     */
    public boolean relocate(TenantId id, long epoch, Placement placement) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        """
                        update netbuild.tenant_placements
                        set isolation = ?, engine_name = ?, datasource_name = ?, server = ?, database_name = ?, schema_name = ?, role_name = ?,
                            epoch = epoch + 1
                        where tenant_id = ? and epoch = ?
                        """)) {
            update.setString(1, placement.isolation().name());
            update.setString(2, placement.engine());
            update.setString(3, placement.datasource());
            update.setString(4, placement.server());
            update.setString(5, placement.database());
            update.setString(6, placement.schema());
            update.setString(7, placement.role());
            update.setString(8, id.value());
            update.setLong(9, epoch);
            return update.executeUpdate() == 1;
        }
    }

    public void delete(TenantId id) throws SQLException {
        execute("delete from netbuild.tenants where id = ?", id.value());
    }

    /** The hash of the request that made the tenant; empty when there is none. */
    public Optional<String> requestHash(TenantId id) throws SQLException {
        return text("select request_hash from netbuild.tenants where id = ?", id.value());
    }

    /** The hash of the request that used the key first; empty when nobody did. */
    public Optional<String> idempotencyKey(String key) throws SQLException {
        return text("select request_hash from netbuild.idempotency_keys where key = ?", key);
    }

    public void insertIdempotencyKey(String key, TenantId id, String requestHash) throws SQLException {
        execute(
                "insert into netbuild.idempotency_keys (key, tenant_id, request_hash) values (?, ?, ?) on conflict do nothing",
                key,
                id.value(),
                requestHash);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        Statements.update(dataSource, sql, parameters);
    }

    private Optional<String> text(String sql, String parameter) throws SQLException {
        return Statements.first(dataSource, sql, row -> Optional.ofNullable(row.getString(1)), parameter)
                .flatMap(text -> text);
    }

    private Optional<Tenant> first(String sql, String parameter) throws SQLException {
        return Statements.first(dataSource, sql, TenantRows::read, parameter);
    }

    private static List<Tenant> all(PreparedStatement select) throws SQLException {
        List<Tenant> tenants = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                tenants.add(TenantRows.read(rows));
            }
        }
        return tenants;
    }

    private static long single(PreparedStatement count) throws SQLException {
        try (ResultSet rows = count.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
