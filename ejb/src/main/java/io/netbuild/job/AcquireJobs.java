package io.netbuild.job;

import io.netbuild.kernel.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * Locks due jobs for this server, in one statement, and says whose they are. Tenants take turns: the first job of each comes before the second of
 * any, within a tenant the highest priority and then the earliest due date first. Rows that another server is just locking are passed over, so
 * that servers neither wait for nor fail with each other. Otherwise the conditions are those of the engine's own acquisition: a job is due, has
 * retries left, is neither locked nor suspended, and an exclusive one does not run beside another of its process instance. In the shared engine
 * jobs of tenants that may not work now are left alone.
 */
final class AcquireJobs implements Command<List<AcquiredBatch>> {

    private static final String SQL =
            """
            with due as (
                select j.id_, j.duedate_,
                       row_number() over (partition by j.tenant_id_ order by j.priority_ desc, j.duedate_ nulls first) as turn
                from act_ru_job j
                where j.retries_ > 0 and j.suspension_state_ = 1
                  and (j.duedate_ is null or j.duedate_ <= ?)
                  and (j.lock_owner_ is null or j.lock_exp_time_ < ?)
                  and (not j.exclusive_ or not exists (
                        select from act_ru_job running
                        where running.process_instance_id_ = j.process_instance_id_ and running.exclusive_
                          and running.lock_owner_ is not null and running.lock_exp_time_ >= ?))
                  %s
            ), chosen as (
                select j.id_
                from act_ru_job j join due on due.id_ = j.id_
                where j.lock_owner_ is null or j.lock_exp_time_ < ?
                order by due.turn, due.duedate_ nulls first
                limit ?
                for update of j skip locked
            )
            update act_ru_job j set lock_owner_ = ?, lock_exp_time_ = ?, rev_ = j.rev_ + 1
            from chosen where j.id_ = chosen.id_
            returning j.id_, j.tenant_id_, j.exclusive_, j.process_instance_id_
            """;

    private static final String ACTIVE_TENANTS_ONLY =
            "and not exists (select from netbuild.tenants t where t.id = j.tenant_id_ and t.status <> 'ACTIVE')";

    private final boolean shared;
    private final String lockOwner;
    private final Duration lockTime;
    private final int limit;

    AcquireJobs(boolean shared, String lockOwner, Duration lockTime, int limit) {
        this.shared = shared;
        this.lockOwner = lockOwner;
        this.lockTime = lockTime;
        this.limit = limit;
    }

    @Override
    public List<AcquiredBatch> execute(CommandContext context) {
        Connection connection = context.getDbSqlSession().getSqlSession().getConnection();
        try (PreparedStatement acquire =
                connection.prepareStatement(SQL.formatted(shared ? ACTIVE_TENANTS_ONLY : ""))) {
            Date now = ClockUtil.getCurrentTime();
            Timestamp time = new Timestamp(now.getTime());
            acquire.setTimestamp(1, time);
            acquire.setTimestamp(2, time);
            acquire.setTimestamp(3, time);
            acquire.setTimestamp(4, time);
            acquire.setInt(5, limit);
            acquire.setString(6, lockOwner);
            acquire.setTimestamp(7, new Timestamp(now.getTime() + lockTime.toMillis()));
            try (ResultSet rows = acquire.executeQuery()) {
                return batches(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Jobs cannot be acquired", e);
        }
    }

    private static List<AcquiredBatch> batches(ResultSet rows) throws SQLException {
        List<AcquiredBatch> batches = new ArrayList<>();
        Map<String, List<String>> exclusive = new LinkedHashMap<>();
        Map<String, Optional<TenantId>> owners = new LinkedHashMap<>();
        while (rows.next()) {
            String id = rows.getString(1);
            Optional<TenantId> tenant = tenant(rows.getString(2));
            String processInstance = rows.getString(4);
            if (rows.getBoolean(3) && processInstance != null) {
                exclusive
                        .computeIfAbsent(processInstance, none -> new ArrayList<>())
                        .add(id);
                owners.put(processInstance, tenant);
            } else {
                batches.add(new AcquiredBatch(tenant, List.of(id)));
            }
        }
        exclusive.forEach((instance, ids) ->
                batches.add(new AcquiredBatch(owners.getOrDefault(instance, Optional.empty()), ids)));
        return batches;
    }

    private static Optional<TenantId> tenant(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.of(new TenantId(id));
    }
}
