package io.netbuild.dev;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an existing PostgreSQL is, and its administrator.
 *
 * @param url JDBC URL of any of its databases, without user and password
 */
record DatabaseAddress(String url, String user, String password) {
    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+)(?:/([^/?]*))?(\\?.*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("[?&](user|password)=");

    DatabaseAddress {
        if (!URL.matcher(url).matches()) {
            throw new StartRefusedException(
                    "--database-url " + url + ": must be of the form jdbc:postgresql://host:port/database");
        }
        if (CREDENTIALS.matcher(url).find()) {
            throw new StartRefusedException("--database-url: must not hold user or password: use --database-user and"
                    + " the environment variable NETBUILD_DATABASE_PASSWORD");
        }
        if (user.isBlank()) {
            throw new StartRefusedException("--database-user: must name an administrator of the database");
        }
    }

    /** The URL of another database of the same server, with the same parameters. */
    String urlOf(String database) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalStateException(url);
        }
        String parameters = parts.group(3);
        return parts.group(1) + "/" + database + (parameters == null ? "" : parameters);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public String toString() {
        return url;
    }
}
