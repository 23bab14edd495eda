package io.netbuild.identity.internal;

import io.netbuild.identity.Invitation;
import io.netbuild.identity.MemberRole;
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
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table {@code netbuild.invitations}. Joins the caller's transaction. */
@ApplicationScoped
public class JdbcInvitationStore {

    private static final String COLUMNS =
            "id, tenant_id, email, role, groups, created_by, created_at, expires_at, accepted_by, accepted_at";

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public Invitation insert(
            byte[] tokenHash, TenantId tenant, String email, MemberRole role, String createdBy, Instant expiresAt)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into netbuild.invitations (token_hash, tenant_id, email, role, groups, created_by, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?) returning
                        """
                                + COLUMNS)) {
            insert.setBytes(1, tokenHash);
            insert.setString(2, tenant.value());
            insert.setString(3, email);
            insert.setString(4, role.role().claim());
            insert.setArray(5, connection.createArrayOf("text", role.groups().toArray()));
            insert.setString(6, createdBy);
            insert.setTimestamp(7, Timestamp.from(expiresAt));
            return all(insert).get(0);
        }
    }

    /** Newest first. */
    public Page<Invitation> page(TenantId tenant, int offset, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select " + COLUMNS
                                + " from netbuild.invitations where tenant_id = ? order by created_at desc, id offset ? limit ?");
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from netbuild.invitations where tenant_id = ?")) {
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

    /** Locks the row until the end of the transaction, so that an invitation is accepted once. */
    public Optional<Invitation> findOpenForUpdate(byte[] tokenHash) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select " + COLUMNS
                                + " from netbuild.invitations where token_hash = ? and accepted_at is null and expires_at > now() for update")) {
            select.setBytes(1, tokenHash);
            return all(select).stream().findFirst();
        }
    }

    public void accept(UUID id, UserId by) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update netbuild.invitations set accepted_by = ?, accepted_at = now() where id = ?")) {
            update.setString(1, by.value());
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    /** @return false when there is no open one */
    public boolean delete(TenantId tenant, UUID id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from netbuild.invitations where tenant_id = ? and id = ? and accepted_at is null")) {
            delete.setString(1, tenant.value());
            delete.setObject(2, id);
            return delete.executeUpdate() == 1;
        }
    }

    public void deleteOpen(TenantId tenant, String email) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from netbuild.invitations where tenant_id = ? and lower(email) = lower(?) and accepted_at is null")) {
            delete.setString(1, tenant.value());
            delete.setString(2, email);
            delete.executeUpdate();
        }
    }

    private static List<Invitation> all(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Invitation> invitations = new ArrayList<>();
            while (rows.next()) {
                String acceptedBy = rows.getString("accepted_by");
                invitations.add(new Invitation(
                        rows.getObject("id", UUID.class),
                        new TenantId(rows.getString("tenant_id")),
                        rows.getString("email"),
                        new MemberRole(Role.parse(rows.getString("role")), List.of((String[])
                                rows.getArray("groups").getArray())),
                        rows.getString("created_by"),
                        rows.getTimestamp("created_at").toInstant(),
                        rows.getTimestamp("expires_at").toInstant(),
                        acceptedBy == null ? null : new UserId(acceptedBy),
                        Times.instant(rows.getTimestamp("accepted_at"))));
            }
            return invitations;
        }
    }
}
