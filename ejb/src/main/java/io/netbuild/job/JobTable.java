package io.netbuild.job;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs in an engine's schema, by connections that find it by their search path: those of a tenant, or in the shared schema of the system. Transactions are the
 * caller's. Time is the database's, so that servers whose clocks differ agree on when a lock has run out.
 */
public final class JobTable {

    /** The tenants with jobs, by one look-up in an index each, however many jobs they have; after the last comes null. */
    private static final String TENANTS =
            """
            tenant (id) as (
                (select j.tenant_id_ from act_ru_job j
                 where j.retries_ > 0 and j.suspension_state_ = 1 and j.tenant_id_ is not null order by j.tenant_id_ limit 1)
                union all
                select (select j.tenant_id_ from act_ru_job j
                        where j.retries_ > 0 and j.suspension_state_ = 1 and j.tenant_id_ > tenant.id order by j.tenant_id_ limit 1)
                from tenant where tenant.id is not null
            )""";

    private static final String SQL =
            """
            with recursive moment (now) as materialized (
                select clock_timestamp()::timestamp
            ), held (tenant, count) as materialized (
                select * from unnest(?::text[], ?::int[])
            ), %s, room (tenant, count, weight) as (
                select tenant.id, ? - coalesce(held.count, 0), %s
                from tenant left join held on held.tenant = tenant.id
                where tenant.id is not null %s
            ), due as (
                select best.id_, best.duedate_,
                       (? - room.count + row_number() over (
                            partition by room.tenant order by best.priority_ desc, best.duedate_ nulls first)) / room.weight as place
                from room, moment, lateral (
                    select j.id_, j.duedate_, j.priority_ from act_ru_job j
                    where j.tenant_id_ = room.tenant and %s
                    order by j.priority_ desc, j.duedate_ nulls first
                    limit greatest(0, room.count)) best
                union all
                select platform.id_, platform.duedate_, 0 from moment, lateral (
                    select j.id_, j.duedate_ from act_ru_job j
                    where j.tenant_id_ is null and %s
                    limit 1) platform
            ), chosen as (
                select j.id_
                from act_ru_job j join due on due.id_ = j.id_, moment
                where j.lock_owner_ is null or j.lock_exp_time_ < moment.now
                order by due.place, due.duedate_ nulls first
                limit ?
                for update of j skip locked
            )
            update act_ru_job j
            set lock_owner_ = ?, lock_exp_time_ = moment.now + ? * interval '1 millisecond', rev_ = j.rev_ + 1
            from chosen, moment where j.id_ = chosen.id_
            returning j.id_, j.tenant_id_, j.exclusive_, j.process_instance_id_
            """;

    private static final String ACQUIRABLE =
            """
            j.retries_ > 0 and j.suspension_state_ = 1
            and (j.duedate_ is null or j.duedate_ <= moment.now)
            and (j.lock_owner_ is null or j.lock_exp_time_ < moment.now)
            and (not j.exclusive_ or not exists (
                  select from act_ru_job running
                  where running.process_instance_id_ = j.process_instance_id_ and running.exclusive_
                    and running.lock_owner_ is not null and running.lock_exp_time_ >= moment.now))
            """;
    private static final String OF_KNOWN_DEPLOYMENTS = " and (j.deployment_id_ is null or j.deployment_id_ = any (?))";

    private static final String ACTIVE_TENANTS_ONLY =
            "and not exists (select from netbuild.tenants t where t.id = tenant.id and t.status <> 'ACTIVE')"
                    + " and not exists (select from tenant_fence f where f.tenant_id = tenant.id and f.absent)";
    private static final String WEIGHT_OF_TIER =
            "coalesce((select c.job_weight from netbuild.tenants t join netbuild.tier_catalogue c using (tier) where t.id = tenant.id), 1)::float8";
    private static final String NO_WEIGHT = "1::float8";

    private static final String NEXT =
            """
            with recursive %s
            select earliest.seconds, case when earliest.seconds <= 0 then (
                select extract(epoch from min(later.at) - clock_timestamp()::timestamp) from (
                    select (select min(j.duedate_) from act_ru_job j
                            where j.tenant_id_ = tenant.id and j.retries_ > 0 and j.suspension_state_ = 1 and j.lock_owner_ is null
                              and j.duedate_ > clock_timestamp()::timestamp) as at
                    from tenant where tenant.id is not null) later) end::float8
            from fn_next_job() earliest (seconds)
            """
                    .formatted(TENANTS);

    private JobTable() {}

    /** A job that was locked. */
    public record Locked(String id, @Nullable String tenant, boolean exclusive, @Nullable String processInstance) {}

    /**
     * Whose jobs are wanted, and how many.
     *
     * @param shared whether the schema is that of many tenants; then those that may not work are left alone, and tiers have weights
     * @param perTenant how many of one tenant may be here at most
     * @param limit how many are locked at most
     * @param held how many of each tenant are here already
     * @param deployments of which alone jobs are wanted; null: of all
     */
    public record Wanted(
            boolean shared, int perTenant, int limit, Map<String, Integer> held, @Nullable Set<String> deployments) {}

    /**
     * Locks due jobs, in one statement. Of each tenant so many are taken as it may still have here; when there is not room for all, those go first whose tenant has
     * the least here in proportion to the weight of its tier, the longest due among equals. Within a tenant it is the highest priority and then the earliest
     * due date.
     *
     * <p>Rows that another server is just locking are passed over, so that servers neither wait for nor fail with each other. Otherwise the conditions are those of
     * the engine's own acquisition: a job is due, has retries left, is neither locked nor suspended, and an exclusive one does not run beside another of its
     * process instance.
     */
    public static List<Locked> lock(Connection connection, Wanted wanted, String lockOwner, Duration lockTime)
            throws SQLException {
        boolean some = wanted.deployments() != null;
        String acquirable = some ? ACQUIRABLE + OF_KNOWN_DEPLOYMENTS : ACQUIRABLE;
        String sql = SQL.formatted(
                TENANTS,
                wanted.shared() ? WEIGHT_OF_TIER : NO_WEIGHT,
                wanted.shared() ? ACTIVE_TENANTS_ONLY : "",
                acquirable,
                acquirable);
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            int at = 0;
            lock.setArray(
                    ++at,
                    connection.createArrayOf("text", wanted.held().keySet().toArray()));
            lock.setArray(
                    ++at,
                    connection.createArrayOf("int4", wanted.held().values().toArray()));
            lock.setInt(++at, wanted.perTenant());
            lock.setInt(++at, wanted.perTenant());
            if (wanted.deployments() != null) {
                Array known =
                        connection.createArrayOf("text", wanted.deployments().toArray());
                lock.setArray(++at, known);
                lock.setArray(++at, known);
            }
            lock.setInt(++at, wanted.limit());
            lock.setString(++at, lockOwner);
            lock.setLong(++at, lockTime.toMillis());
            return locked(lock);
        }
    }

    private static List<Locked> locked(PreparedStatement lock) throws SQLException {
        List<Locked> locked = new ArrayList<>();
        try (ResultSet rows = lock.executeQuery()) {
            while (rows.next()) {
                locked.add(new Locked(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getString(4)));
            }
        }
        return locked;
    }

    /**
     * What is still to be done.
     *
     * @param left whether there are jobs that are due: those of tenants that have had their share, and such as cannot be locked now
     * @param next until the next job is due or a lock of one runs out; empty when none is known to
     */
    public record Outlook(boolean left, Optional<Duration> next) {}

    /** What is to be done after what has just been locked. Jobs of tenants that may not work do not count. */
    public static Outlook outlook(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT);
                ResultSet row = select.executeQuery()) {
            row.next();
            Optional<Duration> earliest = seconds(row, 1);
            boolean left = earliest.isPresent() && earliest.get().compareTo(Duration.ZERO) <= 0;
            return new Outlook(left, left ? seconds(row, 2) : earliest);
        }
    }

    private static Optional<Duration> seconds(ResultSet row, int column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)));
    }
}
