package io.netbuild.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that somebody else has. */
final class Hoard implements AutoCloseable {

    private final Deque<Connection> connections = new ArrayDeque<>();
    private final String url;
    private final String password;

    /** @param password of the role that owns all schemas and databases */
    Hoard(String url, String password) {
        this.url = url;
        this.password = password;
    }

    /** Takes connections until there is none left. */
    void takeAll() {
        try {
            while (true) {
                connections.push(DriverManager.getConnection(url, "netbuild_owner", password));
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("53300");
        }
    }

    @Override
    public void close() throws SQLException {
        while (!connections.isEmpty()) {
            connections.pop().close();
        }
    }
}
