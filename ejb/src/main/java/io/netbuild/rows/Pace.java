package io.netbuild.rows;

import java.sql.Connection;
import java.sql.SQLException;

/** How much a tenant changes, by what its history says of the last minute. */
public final class Pace {

    /** An activity that begins and ends: its execution, its history, a job or a task, and variables. An estimate. */
    private static final int ROWS_PER_ACTIVITY = 5;

    private static final int SECONDS = 60;

    private Pace() {}

    /** Rounded up; 0 for a tenant that rests. @param connection that looks into the tenant's schema first */
    public static long changesPerSecond(Connection connection, String tenant) throws SQLException {
        long activities = Sql.list(
                        connection,
                        "select count(*) from act_hi_actinst where tenant_id_ = %s and start_time_ > localtimestamp - interval '%d seconds'"
                                .formatted(Sql.text(tenant), SECONDS),
                        row -> row.getLong(1))
                .get(0);
        return (activities * ROWS_PER_ACTIVITY + SECONDS - 1) / SECONDS;
    }
}
