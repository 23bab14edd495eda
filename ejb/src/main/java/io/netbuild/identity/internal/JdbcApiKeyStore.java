package io.netbuild.identity.internal;

import io.netbuild.identity.ApiKey;
import io.netbuild.identity.ApiKeyId;
import io.netbuild.identity.ApiKeyQuery;
import io.netbuild.identity.NewApiKey;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Page;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The table {@code netbuild.api_keys}. Joins the caller's transaction. */
@ApplicationScoped
public class JdbcApiKeyStore {

    private static final String SELECT =
            "select id, name, user_id, tenant_id, created_by, created_at, expires_at, revoked_at, last_used_at from netbuild.api_keys ";

    private static final String MATCHING =
            "where (cast(? as text) is null or tenant_id = ?) and (cast(? as text) is null or user_id = ?) "
                    + "and (? or revoked_at is null) ";

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public void insert(ApiKeyId id, byte[] secretHash, NewApiKey key, String createdBy) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into netbuild.api_keys (id, secret_hash, name, user_id, tenant_id, created_by, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)) {
            insert.setString(1, id.value());
            insert.setBytes(2, secretHash);
            insert.setString(3, key.name());
            insert.setString(4, key.user().value());
            insert.setString(5, key.tenant() == null ? null : key.tenant().value());
            insert.setString(6, createdBy);
            insert.setTimestamp(7, Times.timestamp(key.expiresAt()));
            insert.executeUpdate();
        }
    }

    public Optional<ApiKey> find(ApiKeyId id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + "where id = ?")) {
            select.setString(1, id.value());
            return all(select).stream().findFirst();
        }
    }

    /** The key, whether valid or not, if this is its secret. */
    public Optional<ApiKey> findBySecret(ApiKeyId id, byte[] secretHash) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + "where id = ? and secret_hash = ?")) {
            select.setString(1, id.value());
            select.setBytes(2, secretHash);
            return all(select).stream().findFirst();
        }
    }

    /** Newest first. */
    public Page<ApiKey> page(ApiKeyQuery query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        SELECT + MATCHING + "order by created_at desc, id offset ? limit ?");
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from netbuild.api_keys " + MATCHING)) {
            bind(select, query);
            select.setInt(6, query.offset());
            select.setInt(7, query.limit());
            bind(count, query);
            try (ResultSet total = count.executeQuery()) {
                total.next();
                return new Page<>(all(select), total.getLong(1), query.offset(), query.limit());
            }
        }
    }

    private static void bind(PreparedStatement statement, ApiKeyQuery query) throws SQLException {
        String tenant = query.tenant() == null ? null : query.tenant().value();
        String user = query.user() == null ? null : query.user().value();
        statement.setString(1, tenant);
        statement.setString(2, tenant);
        statement.setString(3, user);
        statement.setString(4, user);
        statement.setBoolean(5, query.revoked());
    }

    /** @return false when it was revoked before */
    public boolean revoke(ApiKeyId id) throws SQLException {
        return update("update netbuild.api_keys set revoked_at = now() where id = ? and revoked_at is null", id);
    }

    /** Notes that the key is used, at most once a minute. */
    public void touch(ApiKeyId id) throws SQLException {
        update(
                """
                update netbuild.api_keys set last_used_at = now()
                where id = ? and (last_used_at is null or last_used_at < now() - interval '1 minute')
                """,
                id);
    }

    private boolean update(String sql, ApiKeyId id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, id.value());
            return update.executeUpdate() == 1;
        }
    }

    private static List<ApiKey> all(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<ApiKey> keys = new ArrayList<>();
            while (rows.next()) {
                String tenant = rows.getString("tenant_id");
                keys.add(new ApiKey(
                        new ApiKeyId(rows.getString("id")),
                        rows.getString("name"),
                        new UserId(rows.getString("user_id")),
                        tenant == null ? null : new TenantId(tenant),
                        rows.getString("created_by"),
                        rows.getTimestamp("created_at").toInstant(),
                        Times.instant(rows.getTimestamp("expires_at")),
                        Times.instant(rows.getTimestamp("revoked_at")),
                        Times.instant(rows.getTimestamp("last_used_at"))));
            }
            return keys;
        }
    }
}
