package io.netbuild.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Makes a data source whose transactions enter the tenant when the thread has a tenant. */
final class TenantTransactions {

    private TenantTransactions() {}

    static DataSource over(DataSource pool) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    Object result = call(pool, method, args);
                    return result instanceof Connection connection ? bound(connection) : result;
                });
    }

    private static Connection bound(Connection connection) {
        boolean[] begun = {false};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    String name = method.getName();
                    if ((name.startsWith("prepare") || name.equals("createStatement"))
                            && !begun[0]
                            && !connection.getAutoCommit()) {
                        begin(connection);
                        begun[0] = true;
                    }
                    if (name.equals("commit") || name.equals("rollback") || name.equals("setAutoCommit")) {
                        begun[0] = false;
                    }
                    return call(connection, method, args);
                });
    }

    private static void begin(Connection connection) throws SQLException {
        String tenant = TenantScope.current();
        if (tenant != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "SET LOCAL app.current_tenant = '%1$s'; SELECT fn_enter_tenant('%1$s', 1)".formatted(tenant));
            }
        }
    }

    private static Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
