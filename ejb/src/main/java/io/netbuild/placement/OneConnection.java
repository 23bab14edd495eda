package io.netbuild.placement;

import io.netbuild.context.ForwardingDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;

/**
 * Hands out one and the same connection, for work that asks for one several times in turn: to connect takes PostgreSQL longer than most of what is done
 * then, and a new connection knows nothing of the catalogue. To close the connection only gives it back; closing this closes it. Not thread-safe.
 */
public final class OneConnection extends ForwardingDataSource implements AutoCloseable {

    private final Connection connection;

    /** @param connection belongs to this from now on */
    public OneConnection(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Connection getConnection() {
        InvocationHandler allButClose = (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                return null;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, allButClose);
    }

    @Override
    protected DataSource target() throws SQLException {
        throw new SQLFeatureNotSupportedException("Only connections can be had");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
