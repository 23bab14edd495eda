package io.netbuild.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.NetBuildException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantDataSourceTest {

    private static final BoundTenant RED = BoundTenants.shared("red");
    private static final BoundTenant BLUE = BoundTenants.shared("blue");

    private final List<String> executed = new ArrayList<>();
    private final Map<Object, Object> transaction = new HashMap<>();
    private int status = Status.STATUS_ACTIVE;
    private final TenantDataSource dataSource = new TenantDataSource(
            container(), tenant -> tenant.engine().equals("default"), tenant -> {}, tenant -> {}, transactions());

    @Test
    void theVariablesShouldBeSetOnceInATransaction() throws SQLException {
        try (TenantContext.Entered scope = TenantContext.enter(RED)) {
            dataSource.getConnection();
            dataSource.getConnection();
        }

        assertThat(executed)
                .containsExactly(
                        "SET LOCAL app.current_tenant = 'red'; SET LOCAL app.job_hints = 'on'; SET LOCAL work_mem = '32MB'; SET LOCAL statement_timeout = 10000; SET LOCAL idle_in_transaction_session_timeout = 300000; SELECT fn_enter_tenant('red', 1)");
    }

    @Test
    void aReadOnlyTenantShouldGetAReadOnlyTransaction() throws SQLException {
        try (TenantContext.Entered scope = TenantContext.enter(BoundTenants.of("red", "default", true))) {
            dataSource.getConnection();
        }

        assertThat(executed)
                .singleElement()
                .asString()
                .endsWith("; SET LOCAL transaction_read_only = on; SELECT fn_enter_tenant('red', 1)");
    }

    @Test
    void withoutATenantThereShouldBeNoConnection() {
        assertThatThrownBy(dataSource::getConnection).isInstanceOf(NetBuildException.class);
        assertThat(executed).isEmpty();
    }

    @Test
    void withoutATransactionThereShouldBeNoConnection() {
        status = Status.STATUS_NO_TRANSACTION;

        try (TenantContext.Entered scope = TenantContext.enter(RED)) {
            assertThatThrownBy(dataSource::getConnection).isInstanceOf(SQLException.class);
        }
        assertThat(executed).isEmpty();
    }

    @Test
    void aTenantThatLivesElsewhereShouldBeRefused() {
        try (TenantContext.Entered scope = TenantContext.enter(BoundTenants.of("gold", "gold", false))) {
            assertThatThrownBy(dataSource::getConnection).isInstanceOf(NetBuildException.class);
        }
        assertThat(executed).isEmpty();
    }

    @Test
    void aSecondTenantInTheSameTransactionShouldBeRefused() throws SQLException {
        try (TenantContext.Entered scope = TenantContext.enter(RED)) {
            dataSource.getConnection();
        }

        try (TenantContext.Entered scope = TenantContext.enter(BLUE)) {
            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOf(NetBuildException.class)
                    .hasMessageContaining("another tenant");
        }
        assertThat(executed).hasSize(2).last().isEqualTo("close");
    }

    @Test
    void whatIsBehindShouldNotBeReached() {
        assertThatThrownBy(() -> dataSource.unwrap(DataSource.class)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> dataSource.getConnection("postgres", "secret")).isInstanceOf(SQLException.class);
    }

    private DataSource container() {
        Statement statement = stub(Statement.class, (method, arguments) -> {
            if (method.equals("execute")) {
                executed.add(String.valueOf(arguments[0]));
            }
            return method.equals("execute") ? false : null;
        });
        Connection connection = stub(Connection.class, (method, arguments) -> {
            if (method.equals("close")) {
                executed.add("close");
            }
            return method.equals("createStatement") ? statement : null;
        });
        return stub(DataSource.class, (method, arguments) -> connection);
    }

    private TransactionSynchronizationRegistry transactions() {
        return stub(TransactionSynchronizationRegistry.class, (method, arguments) -> switch (method) {
            case "getTransactionStatus" -> status;
            case "getResource" -> transaction.get(arguments[0]);
            case "putResource" -> transaction.put(arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Calls {
        @Nullable
        Object of(String method, Object[] arguments);
    }

    private static <T> T stub(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        calls.of(method.getName(), arguments == null ? new Object[0] : arguments)));
    }
}
