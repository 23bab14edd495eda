package io.netbuild.bench.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What moves do: triggers note the keys of changed rows, in the transaction that changes them. */
final class LoggedChanges implements Detection {

    private final Connection superuser;
    private final String tenant;

    private LoggedChanges(Connection superuser, String tenant) {
        this.superuser = superuser;
        this.tenant = tenant;
    }

    static LoggedChanges begin(Connection superuser, String tenant) throws SQLException {
        LoggedChanges changes = new LoggedChanges(superuser, tenant);
        changes.update(
                """
                insert into shared.tenant_fence (tenant_id, logging) values (?, true)
                on conflict (tenant_id) do update set logging = true
                """);
        return changes;
    }

    @Override
    public long take() throws SQLException {
        return update("delete from shared.move_log where tenant_id = ?");
    }

    @Override
    public void close() throws SQLException {
        update("update shared.tenant_fence set logging = false where tenant_id = ?");
        take();
    }

    private int update(String sql) throws SQLException {
        try (PreparedStatement statement = superuser.prepareStatement(sql)) {
            statement.setString(1, tenant);
            return statement.executeUpdate();
        }
    }
}
