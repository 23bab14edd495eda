package io.netbuild.placement;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server, reached as the role that owns all schemas and databases.
 *
 * @param url a JDBC URL; its database is the one to connect to for work on databases themselves
 */
public record PostgresServer(String url, String ownerPassword) {

    public static final String OWNER = "netbuild_owner";

    private static final int CONNECT_TIMEOUT_SECONDS = 2;

    /** Connections of the owner to the database of the URL, one by one: definitions change too seldom for a pool. */
    public DataSource owner() {
        return owner(url);
    }

    /** Connections of the owner to another database of this server. */
    public DataSource ownerOf(String database) {
        return owner(urlOf(database));
    }

    private DataSource owner(String databaseUrl) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(databaseUrl);
        dataSource.setUser(OWNER);
        dataSource.setPassword(ownerPassword);
        dataSource.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        dataSource.setApplicationName("netbuild-owner");
        return dataSource;
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

    @Override
    public String toString() {
        return "PostgresServer[" + url + "]";
    }
}
