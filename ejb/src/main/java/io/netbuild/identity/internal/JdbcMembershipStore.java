package io.netbuild.identity.internal;

import io.netbuild.identity.Membership;
import io.netbuild.identity.TenantUser;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Role;
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
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The table {@code netbuild.memberships}. Joins the caller's transaction. */
@ApplicationScoped
public class JdbcMembershipStore {

    private static final String SELECT =
            "select tenant_id, user_id, role, groups, created_at from netbuild.memberships ";

    private static final String SELECT_USERS =
            """
            select u.id, u.display_name, u.email, m.role, m.groups
            from netbuild.memberships m join netbuild.users u on u.id = m.user_id
            where m.tenant_id = ? and u.status = 'ACTIVE'
            """;

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public Optional<Membership> find(TenantId tenant, UserId user) throws SQLException {
        return all(SELECT + "where tenant_id = ? and user_id = ?", tenant.value(), user.value()).stream()
                .findFirst();
    }

    /** Ordered by tenant. */
    public List<Membership> ofUser(UserId user) throws SQLException {
        return all(SELECT + "where user_id = ? order by tenant_id", user.value());
    }

    /** Ordered by user. */
    public Page<Membership> page(TenantId tenant, int offset, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(SELECT + "where tenant_id = ? order by user_id offset ? limit ?");
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from netbuild.memberships where tenant_id = ?")) {
            select.setString(1, tenant.value());
            select.setInt(2, offset);
            select.setInt(3, limit);
            count.setString(1, tenant.value());
            try (ResultSet total = count.executeQuery()) {
                total.next();
                return new Page<>(all(select), total.getLong(1), offset, limit);
            }
        }
    }

    /** The administrators of a tenant, whose rows are locked until the end of the transaction: two of them cannot leave at once. */
    public List<Membership> administratorsForUpdate(TenantId tenant) throws SQLException {
        return all(
                SELECT + "where tenant_id = ? and role = ? order by user_id for update",
                tenant.value(),
                Role.TENANT_ADMIN.claim());
    }

    /** The active members with who they are, ordered by id. */
    public List<TenantUser> users(TenantId tenant) throws SQLException {
        return users(SELECT_USERS + "order by u.id", tenant.value());
    }

    public Optional<TenantUser> user(TenantId tenant, String user) throws SQLException {
        return users(SELECT_USERS + "and u.id = ?", tenant.value(), user).stream()
                .findFirst();
    }

    private List<TenantUser> users(String sql, String... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<TenantUser> users = new ArrayList<>();
                while (rows.next()) {
                    Set<String> groups = new TreeSet<>(
                            List.of((String[]) rows.getArray("groups").getArray()));
                    groups.add(rows.getString("role"));
                    users.add(new TenantUser(
                            new UserId(rows.getString("id")),
                            rows.getString("display_name"),
                            rows.getString("email"),
                            groups));
                }
                return users;
            }
        }
    }

    /** Adds the membership, or changes role and groups of the present one. */
    public void put(Membership membership) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement put = connection.prepareStatement(
                        """
                        insert into netbuild.memberships (tenant_id, user_id, role, groups) values (?, ?, ?, ?)
                        on conflict (tenant_id, user_id) do update set role = excluded.role, groups = excluded.groups
                        """)) {
            put.setString(1, membership.tenant().value());
            put.setString(2, membership.user().value());
            put.setString(3, membership.role().claim());
            put.setArray(4, connection.createArrayOf("text", membership.groups().toArray()));
            put.executeUpdate();
        }
    }

    /** @return false when there is none */
    public boolean delete(TenantId tenant, UserId user) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from netbuild.memberships where tenant_id = ? and user_id = ?")) {
            delete.setString(1, tenant.value());
            delete.setString(2, user.value());
            return delete.executeUpdate() == 1;
        }
    }

    private List<Membership> all(String sql, String... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            return all(select);
        }
    }

    private static List<Membership> all(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<Membership> memberships = new ArrayList<>();
            while (rows.next()) {
                memberships.add(membership(rows));
            }
            return memberships;
        }
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                new UserId(row.getString("user_id")),
                new TenantId(row.getString("tenant_id")),
                Role.parse(row.getString("role")),
                List.of((String[]) row.getArray("groups").getArray()),
                row.getTimestamp("created_at").toInstant());
    }
}
