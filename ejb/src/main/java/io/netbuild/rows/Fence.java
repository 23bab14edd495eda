package io.netbuild.rows;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The row of one tenant in the table {@code tenant_fence} of one side. Each change is committed; what {@link #keepOut} and {@link #hold} lock is locked until the caller's transaction ends. */
public final class Fence {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Side side;
    private final String tenant;

    public Fence(Side side, String tenant) {
        this.side = side;
        this.tenant = tenant;
    }

    /** Nobody may work on the tenant here who knows it by this epoch or an older one, nor on nobody's behalf. */
    public void close(long epoch) throws SQLException {
        put("departed_epoch = " + epoch + ", absent = true");
    }

    /** Whoever knows the tenant by a later epoch may work on it here. */
    public void open(long departedEpoch) throws SQLException {
        put("departed_epoch = " + departedEpoch + ", absent = false");
    }

    /** Has changes of the tenant's rows noted, or not any more. */
    public void log(boolean changes) throws SQLException {
        put("logging = " + changes);
    }

    private void put(String change) throws SQLException {
        Sql.update(
                side.connection(),
                "insert into tenant_fence (tenant_id) values (%s) on conflict do nothing".formatted(Sql.text(tenant)));
        Sql.update(
                side.connection(),
                "update tenant_fence set %s where tenant_id = %s".formatted(change, Sql.text(tenant)));
        side.commit();
    }

    /**
     * Waits until nobody is in a transaction of the tenant any more that had begun before the fence was changed. Whoever begins one meanwhile waits for at most as
     * long as each of the attempts takes.
     *
     * @param attempt how long to wait at once
     * @param longest how long altogether
     * @return whether it came to that
     */
    public boolean awaitInside(Duration attempt, Duration longest) throws SQLException {
        long end = System.nanoTime() + longest.toNanos();
        do {
            try {
                Sql.execute(side.connection(), "set local lock_timeout = " + Math.max(1, attempt.toMillis()));
                Sql.execute(side.connection(), "select pg_advisory_xact_lock(%s)".formatted(guard()));
                side.commit();
                return true;
            } catch (SQLException e) {
                side.rollback();
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw e;
                }
                pause();
            }
        } while (end - System.nanoTime() > 0);
        return false;
    }

    /**
     * Waits until nobody is in a transaction of the tenant any more, and lets nobody begin one until this session's transaction ends.
     *
     * @throws SQLException also when that takes longer than {@code longest}; the transaction cannot go on then
     */
    public void keepOut(Duration longest) throws SQLException {
        Sql.execute(side.connection(), "set local lock_timeout = " + Math.max(1, longest.toMillis()));
        Sql.execute(side.connection(), "select pg_advisory_xact_lock(%s)".formatted(guard()));
    }

    /**
     * Keeps the fence as it is until this session's transaction ends. A move that begins or goes on meanwhile waits for that, and is tried again when it takes too long.
     *
     * @param epoch by which the caller knows the tenant
     * @return whether the tenant lives here, and is neither about to leave nor kept elsewhere to go back to
     */
    public boolean hold(long epoch) throws SQLException {
        return Sql.list(
                        side.connection(),
                        """
                        insert into tenant_fence as f (tenant_id) values (%s) on conflict (tenant_id) do update set tenant_id = excluded.tenant_id
                        returning f.departed_epoch < %d and not f.absent and not f.logging"""
                                .formatted(Sql.text(tenant), epoch),
                        row -> row.getBoolean(1))
                .get(0);
    }

    private String guard() {
        return "hashtextextended(%s, 0)".formatted(Sql.text("netbuild.move:%s:%s".formatted(side.schema(), tenant)));
    }

    /** The transactions that write here now, on whosoever's behalf. */
    public Writers writers() throws SQLException {
        return new Writers(snapshot("pg_snapshot_xmax"));
    }

    /** Transactions that were writing at one moment. */
    public final class Writers {

        private final String next;

        private Writers(String next) {
            this.next = next;
        }

        /** Waits until all have ended. @return whether it came to that */
        public boolean await(Duration longest) throws SQLException {
            long end = System.nanoTime() + longest.toNanos();
            while (!snapshot("%s::xid8 <= pg_snapshot_xmin".formatted(Sql.text(next)))
                    .equals("t")) {
                if (end - System.nanoTime() <= 0) {
                    return false;
                }
                pause();
            }
            return true;
        }
    }

    private String snapshot(String function) throws SQLException {
        List<String> answer = Sql.list(
                side.connection(), "select %s(pg_current_snapshot())".formatted(function), row -> row.getString(1));
        side.commit();
        return answer.get(0);
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted", e);
        }
    }
}
