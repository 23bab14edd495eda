package io.netbuild.it.stack;

import io.netbuild.dev.RolePasswords;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Connections to the main PostgreSQL with the platform's and the tenants' own roles, as somebody could make them who has their passwords. */
public final class Databases {

    private Databases() {}

    private static RolePasswords passwords() {
        return Stack.server().passwords();
    }

    /** As the application's role in the platform's database. */
    public static Connection application() throws SQLException {
        return connect("netbuild", "netbuild_app", passwords().app());
    }

    /** As the role that may read all rows and change none. */
    public static Connection operator(String database) throws SQLException {
        return connect(database, "netbuild_operator", passwords().operator());
    }

    /** As the system, in the database of the platform. */
    public static Connection system() throws SQLException {
        return connect("netbuild", "netbuild_system", passwords().system());
    }

    public static Connection owner() throws SQLException {
        return connect("netbuild", "netbuild_owner", passwords().owner());
    }

    /** As a tenant's own role. */
    public static Connection tenant(String tenant, String database) throws SQLException {
        return connect(database, "tenant_" + tenant.replace('-', '_'), passwordOf(tenant));
    }

    private static Connection connect(String database, String role, String password) throws SQLException {
        return DriverManager.getConnection(Stack.server().postgres().jdbcUrl(database), role, password);
    }

    /** Derived as it is documented, from the master key. */
    private static String passwordOf(String tenant) {
        byte[] key = Base64.getDecoder()
                .decode(Objects.requireNonNull(Stack.server().environment().get("NETBUILD_MASTER_KEY")));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(("role:" + tenant).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of all rows. */
    public static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    public static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(column(connection, sql).get(0));
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
