package io.netbuild.provisioning;

import io.netbuild.kernel.TenantId;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table {@code netbuild.provisioning_steps}: each change is a transaction of its own, so that it outlives the failure of the step. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class StepRecords {

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    void started(TenantId tenant, Step step) throws SQLException {
        execute(
                """
                insert into netbuild.provisioning_steps (tenant_id, step, status, attempts, started_at)
                values (?, ?, 'RUNNING', 1, now())
                on conflict (tenant_id, step) do update
                set status = 'RUNNING', attempts = provisioning_steps.attempts + 1, error = null,
                    started_at = now(), finished_at = null
                """,
                tenant.value(),
                step.name());
    }

    void done(TenantId tenant, Step step) throws SQLException {
        execute(
                "update netbuild.provisioning_steps set status = 'DONE', finished_at = now() where tenant_id = ? and step = ?",
                tenant.value(),
                step.name());
    }

    void failed(TenantId tenant, Step step, String error) throws SQLException {
        execute(
                """
                update netbuild.provisioning_steps set status = 'FAILED', finished_at = now(), error = ?
                where tenant_id = ? and step = ?
                """,
                error,
                tenant.value(),
                step.name());
    }

    /** What has been done for the tenant so far, in the order in which it was started. */
    public List<StepRecord> of(TenantId tenant) throws SQLException {
        List<StepRecord> records = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        select step, status, attempts, error,
                               coalesce(extract(epoch from finished_at - started_at) * 1000, 0)::bigint as millis
                        from netbuild.provisioning_steps where tenant_id = ? order by started_at
                        """)) {
            select.setString(1, tenant.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    records.add(new StepRecord(
                            rows.getString("step"),
                            rows.getString("status"),
                            rows.getInt("attempts"),
                            rows.getString("error"),
                            rows.getLong("millis")));
                }
            }
        }
        return records;
    }

    /**
     * @param status PENDING, RUNNING, DONE or FAILED
     * @param error null unless it failed
     * @param millis how long the last attempt took, 0 while it runs
     */
    public record StepRecord(String step, String status, int attempts, @Nullable String error, long millis) {}

    private void execute(String sql, String... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
