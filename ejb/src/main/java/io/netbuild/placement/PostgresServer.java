package io.netbuild.placement;

import io.netbuild.kernel.InvalidField;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server, reached as the role that owns all schemas and databases.
 *
 * @param url a JDBC URL; its database is the one to connect to for work on databases themselves
 * @param standby the host and port of its streaming standby, null when it has none: whichever of the two is the primary is connected to
 */
public record PostgresServer(String url, String ownerPassword, @Nullable String standby) {

    /** SQLSTATE cannot_connect_now. */
    private static final String STARTING = "57P03";

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://)([^/]*)(/[^?]*)(\\?.*)?");
    private static final Pattern STANDBY = Pattern.compile("[^,/?\\s]+:\\d{1,5}");

    /** The driver remembers for so many seconds which host was the primary. */
    private static final String CHOOSE_THE_PRIMARY = "targetServerType=primary&hostRecheckSeconds=2";

    /** One without a standby, or with one that the URL names itself. */
    public PostgresServer(String url, String ownerPassword) {
        this(url, ownerPassword, null);
    }

    /**
     * @param url of the primary
     * @param standby {@code host:port}
     */
    static PostgresServer withStandby(String url, String ownerPassword, String standby) {
        Matcher parts = URL.matcher(url);
        if (!STANDBY.matcher(standby).matches() || !parts.matches()) {
            throw InvalidField.of("standby", standby, "host:port, beside a URL jdbc:postgresql://host:port/database");
        }
        boolean named = List.of(parts.group(2).split(",", -1)).contains(standby);
        String hosts = named ? parts.group(2) : parts.group(2) + "," + standby;
        String parameters = parts.group(4) == null ? "?" : parts.group(4) + "&";
        return new PostgresServer(
                parts.group(1)
                        + hosts
                        + parts.group(3)
                        + (parameters.contains("targetServerType=")
                                ? parameters.substring(0, parameters.length() - 1)
                                : parameters + CHOOSE_THE_PRIMARY),
                ownerPassword,
                standby);
    }

    /** The URL of a database on the standby alone, as long as it is one or has been; empty when there is none. */
    Optional<String> standbyUrlOf(String database) {
        if (standby == null) {
            return Optional.empty();
        }
        return Optional.of(urlOf(database)
                .replaceFirst("//[^/]*/", "//" + Matcher.quoteReplacement(standby) + "/")
                .replaceFirst("targetServerType=\\w+", "targetServerType=any"));
    }

    /** Connections of the owner to the database of the URL. */
    public DataSource owner() {
        return new OwnerDataSource(url, ownerPassword);
    }

    /** Connections of the owner to another database of this server. */
    public DataSource ownerOf(String database) {
        return new OwnerDataSource(urlOf(database), ownerPassword);
    }

    /** The URL with another database; the parameters stay. */
    public String urlOf(String database) {
        int parameters = url.indexOf('?');
        String base = parameters < 0 ? url : url.substring(0, parameters);
        return base.substring(0, base.lastIndexOf('/') + 1)
                + database
                + (parameters < 0 ? "" : url.substring(parameters));
    }

    /** The database of the URL. */
    String database() {
        String base = url.split("\\?", 2)[0];
        return base.substring(base.lastIndexOf('/') + 1);
    }

    Connection connect() throws SQLException {
        return owner().getConnection();
    }

    /** Whether it does, with whatever it says to a new connection; false after some seconds without an answer, and while it starts. */
    boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            return !state.startsWith("08") && !state.equals(STARTING);
        }
    }

    @Override
    public String toString() {
        return "PostgresServer[" + url + "]";
    }
}
