package io.netbuild.identity.internal;

import io.netbuild.identity.NewUser;
import io.netbuild.identity.User;
import io.netbuild.identity.UserId;
import io.netbuild.identity.UserQuery;
import io.netbuild.identity.UserStatus;
import io.netbuild.tenant.Page;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table {@code netbuild.users}. Joins the caller's transaction. */
@ApplicationScoped
public class JdbcUserStore {

    private static final String COLUMNS =
            "u.id, u.display_name, u.email, u.operator, u.status, u.password_hash is not null as has_password, "
                    + "case when u.locked_until > now() then u.locked_until end as locked_until, "
                    + "u.created_at, u.updated_at, u.version";

    private static final String MATCHING =
            """
             from netbuild.users u
            where (cast(? as text) is null or exists (
                      select from netbuild.memberships m where m.user_id = u.id and m.tenant_id = ?))
              and (cast(? as text) is null or strpos(lower(u.id || ' ' || u.display_name || ' ' || u.email), lower(?)) > 0)
            """;

    private static final String UNIQUE_VIOLATION = "23505";

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public Optional<User> find(UserId id) throws SQLException {
        return first("select " + COLUMNS + " from netbuild.users u where u.id = ?", id);
    }

    public Optional<User> findForUpdate(UserId id) throws SQLException {
        return first("select " + COLUMNS + " from netbuild.users u where u.id = ? for update", id);
    }

    /** Those that exist, in no particular order. */
    public List<User> all(Collection<UserId> ids) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select " + COLUMNS + " from netbuild.users u where u.id = any (?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", ids.stream().map(UserId::value).toArray()));
            return all(select);
        }
    }

    private Optional<User> first(String sql, UserId id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, id.value());
            return all(select).stream().findFirst();
        }
    }

    /** The active operators, whose rows are locked until the end of the transaction: two of them cannot cease to be one at once. */
    public List<User> operatorsForUpdate() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                        + " from netbuild.users u where u.operator and u.status = 'ACTIVE' order by u.id for update")) {
            return all(select);
        }
    }

    /** Whether there is any operator. */
    public boolean hasOperator() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select exists (select from netbuild.users where operator)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    public Page<User> page(UserQuery query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select " + COLUMNS + MATCHING + " order by u.id offset ? limit ?");
                PreparedStatement count = connection.prepareStatement("select count(*)" + MATCHING)) {
            bind(select, query);
            select.setInt(5, query.offset());
            select.setInt(6, query.limit());
            bind(count, query);
            try (ResultSet total = count.executeQuery()) {
                total.next();
                return new Page<>(all(select), total.getLong(1), query.offset(), query.limit());
            }
        }
    }

    private static void bind(PreparedStatement statement, UserQuery query) throws SQLException {
        String tenant = query.tenant() == null ? null : query.tenant().value();
        statement.setString(1, tenant);
        statement.setString(2, tenant);
        statement.setString(3, query.search());
        statement.setString(4, query.search());
    }

    /** @return false when id or e-mail address are taken; nothing is written then */
    public boolean insert(NewUser user, @Nullable String passwordHash) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into netbuild.users (id, display_name, email, operator, password_hash, password_changed_at)
                        values (?, ?, ?, ?, ?, case when cast(? as text) is not null then now() end)
                        on conflict do nothing
                        """)) {
            insert.setString(1, user.id().value());
            insert.setString(2, user.displayName());
            insert.setString(3, user.email());
            insert.setBoolean(4, user.operator());
            insert.setString(5, passwordHash);
            insert.setString(6, passwordHash);
            return insert.executeUpdate() == 1;
        }
    }

    /**
     * Writes what can be changed of a user; the database raises its version.
     *
     * @return false when another user has the e-mail address; the transaction can only be rolled back then
     */
    public boolean update(User user) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update netbuild.users set display_name = ?, email = ?, operator = ?, status = ? where id = ?")) {
            update.setString(1, user.displayName());
            update.setString(2, user.email());
            update.setBoolean(3, user.operator());
            update.setString(4, user.status().name());
            update.setString(5, user.id().value());
            update.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** Sets the password, and lets it be tried at once. */
    public void setPassword(UserId id, String passwordHash) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        """
                        update netbuild.users
                        set password_hash = ?, password_changed_at = now(), failed_sign_ins = 0, locked_until = null
                        where id = ?
                        """)) {
            update.setString(1, passwordHash);
            update.setString(2, id.value());
            update.executeUpdate();
        }
    }

    /** @return false when there is none */
    public boolean delete(UserId id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from netbuild.users where id = ?")) {
            delete.setString(1, id.value());
            return delete.executeUpdate() == 1;
        }
    }

    /**
     * What a sign-in is checked against.
     *
     * @param passwordHash null for a user without a password
     * @param failures how often in a row the password was wrong
     */
    public record Credentials(User user, @Nullable String passwordHash, int failures) {}

    /** Locks the user's row until the end of the transaction, so that passwords are not tried side by side. */
    public Optional<Credentials> credentialsForUpdate(UserId id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                        + ", u.password_hash, u.failed_sign_ins from netbuild.users u where u.id = ? for update")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Credentials(
                                user(row), row.getString("password_hash"), row.getInt("failed_sign_ins")))
                        : Optional.empty();
            }
        }
    }

    /** @param lockedFor zero: the next password may be tried at once */
    public void setFailures(UserId id, int failures, Duration lockedFor) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        """
                        update netbuild.users
                        set failed_sign_ins = ?, locked_until = case when ? > 0 then clock_timestamp() + make_interval(secs => ?) end
                        where id = ?
                        """)) {
            update.setInt(1, failures);
            update.setLong(2, lockedFor.toSeconds());
            update.setDouble(3, lockedFor.toSeconds());
            update.setString(4, id.value());
            update.executeUpdate();
        }
    }

    private static List<User> all(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<User> users = new ArrayList<>();
            while (rows.next()) {
                users.add(user(rows));
            }
            return users;
        }
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                new UserId(row.getString("id")),
                row.getString("display_name"),
                row.getString("email"),
                row.getBoolean("operator"),
                UserStatus.parse(row.getString("status")),
                row.getBoolean("has_password"),
                Times.instant(row.getTimestamp("locked_until")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }
}
