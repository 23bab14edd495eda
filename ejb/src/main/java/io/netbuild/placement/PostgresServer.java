package io.netbuild.placement;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A PostgreSQL server, reached as the role that owns all schemas and databases.
 *
 * @param url a JDBC URL; its database is the one to connect to for work on databases themselves
 */
public record PostgresServer(String url, String ownerPassword) {

    /** SQLSTATE cannot_connect_now. */
    private static final String STARTING = "57P03";

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
