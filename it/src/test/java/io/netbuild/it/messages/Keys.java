package io.netbuild.it.messages;

import io.netbuild.dev.ApiKey;
import io.netbuild.it.stack.Databases;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys, made where the platform keeps them. */
final class Keys {

    private static final String MAKE =
            """
            with owner as (
                insert into netbuild.users (id, display_name, email, operator) values (?, 'Sender', ?, ?) returning id
            )
            insert into netbuild.api_keys (id, secret_hash, user_id, tenant_id, role)
            select ?, ?, id, ?, ? from owner
            """;

    private Keys() {}

    static ApiKey ofTenant(String tenant) {
        return make(tenant);
    }

    static ApiKey ofOperator() {
        return make(null);
    }

    private static ApiKey make(@Nullable String tenant) {
        String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        ApiKey key = new ApiKey("nbk_" + random, UUID.randomUUID().toString());
        try (Connection connection = Databases.system();
                PreparedStatement insert = connection.prepareStatement(MAKE)) {
            insert.setString(1, "sender-" + random);
            insert.setString(2, random + "@sender.example");
            insert.setBoolean(3, tenant == null);
            insert.setString(4, key.id());
            insert.setBytes(5, sha256(key.secret()));
            insert.setString(6, tenant);
            insert.setString(7, tenant == null ? "operator" : "user");
            insert.executeUpdate();
            return key;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void revoke(ApiKey key) throws SQLException {
        try (Connection connection = Databases.system();
                PreparedStatement revoke =
                        connection.prepareStatement("update netbuild.api_keys set revoked_at = now() where id = ?")) {
            revoke.setString(1, key.id());
            revoke.executeUpdate();
        }
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
