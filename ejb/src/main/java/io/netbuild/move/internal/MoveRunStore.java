package io.netbuild.move.internal;

import io.netbuild.database.Statements;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.MoveEvent;
import io.netbuild.move.MovePhase;
import io.netbuild.placement.Installation;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The table {@code netbuild.tenant_moves}, for the run that works on a move. How far the move is, and when it goes on, is written only as long as the move is that run's.
 * Joins the caller's transaction or makes one of its own.
 */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class MoveRunStore {

    private final MoveEventStore events;
    private final Installation installation;

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    @Inject
    MoveRunStore(MoveEventStore events, Installation installation) {
        this.events = events;
        this.installation = installation;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected MoveRunStore() {
        this(null, null);
    }

    /** From now on it is this run's. Events say on which server, and whether another run has not given it back, because its server has died for instance. */
    public void claim(UUID id, UUID runner) throws SQLException {
        Optional<String> leftIn = Statements.first(
                dataSource,
                "select phase from netbuild.tenant_moves where id = ? and runner is not null for update",
                row -> row.getString(1),
                id);
        update("update netbuild.tenant_moves set runner = ? where id = ?", runner, id);
        if (leftIn.isPresent()) {
            events.insert(id, MoveEvent.takenUp(leftIn.get(), installation.node()));
        }
        events.insertNews(id, MoveEvent.RUN_BY, installation.node());
    }

    /** It is nobody's from now on, until another run goes on with it. Does nothing when it is another's already. */
    public void release(UUID id, UUID runner) throws SQLException {
        update("update netbuild.tenant_moves set runner = null where id = ? and runner = ?", id, runner);
    }

    /** @throws SQLException when the move is another run's */
    public void enter(UUID id, UUID runner, MovePhase phase) throws SQLException {
        requireOwn(update(
                "update netbuild.tenant_moves set phase = ?, finished_at = case when ? then now() end where id = ? and runner = ?",
                phase.name(),
                phase.isFinished(),
                id,
                runner));
        events.insert(id, MoveEvent.entered(phase));
    }

    /** @throws SQLException when the move is another run's */
    public void freezing(UUID id, UUID runner, TenantStatus before) throws SQLException {
        requireOwn(update(
                "update netbuild.tenant_moves set status_before = ? where id = ? and runner = ?",
                before.name(),
                id,
                runner));
    }

    /** @throws SQLException when the move is another run's, was cancelled, is not frozen, or its window is over */
    public void switched(UUID id, UUID runner, long freezeMillis) throws SQLException {
        requireOwn(update(
                "update netbuild.tenant_moves set phase = 'SWITCHED', attempts = 0, next_attempt_at = now(), freeze_millis = coalesce(freeze_millis, 0) + ?, error = null, "
                        + "kept_until = case when keep_millis > 0 and not going_back then now() + keep_millis * interval '1 millisecond' end "
                        + "where id = ? and runner = ? and phase = 'FREEZING' and not cancelled and (going_back or freeze_until is null or clock_timestamp() < freeze_until)",
                freezeMillis,
                id,
                runner));
        events.insert(id, MoveEvent.entered(MovePhase.SWITCHED));
    }

    /** Notes a failure, unless the move is another run's. @param pauseSeconds until the next attempt */
    public void failed(UUID id, UUID runner, String error, int pauseSeconds) throws SQLException {
        fail("attempts = attempts + 1", id, runner, error, pauseSeconds);
    }

    /**
     * Notes that the tenant could not be let go after a failure, which is no attempt to move it; unless the move is another run's.
     *
     * @param pauseSeconds until that is tried again
     */
    public void stuck(UUID id, UUID runner, String error, int pauseSeconds) throws SQLException {
        fail("attempts = attempts", id, runner, error, pauseSeconds);
    }

    private void fail(String attempts, UUID id, UUID runner, String error, int pauseSeconds) throws SQLException {
        int noted = update(
                "update netbuild.tenant_moves set error = ?, %s, next_attempt_at = now() + make_interval(secs => ?) where id = ? and runner = ?"
                        .formatted(attempts),
                error,
                pauseSeconds,
                id,
                runner);
        if (noted > 0) {
            events.insertNews(id, MoveEvent.FAILED, error);
        }
    }

    /** Has it go on after a pause. */
    public void later(UUID id, UUID runner, int pauseSeconds) throws SQLException {
        update(
                "update netbuild.tenant_moves set next_attempt_at = now() + make_interval(secs => ?) where id = ? and runner = ?",
                pauseSeconds,
                id,
                runner);
    }

    /** Has it go on when nothing is to be kept any more. @return false when that is so already */
    public boolean keep(UUID id, UUID runner) throws SQLException {
        return update(
                        "update netbuild.tenant_moves set next_attempt_at = kept_until where id = ? and runner = ? and kept_until > now()",
                        id,
                        runner)
                > 0;
    }

    /**
     * Gives the way back up: the tenant stays at the target, and what it has left is kept as before.
     *
     * @throws SQLException when the move is another run's, or not on the way back
     */
    public void stay(UUID id, UUID runner) throws SQLException {
        requireOwn(update(
                "update netbuild.tenant_moves set phase = 'SWITCHED', going_back = false, attempts = 0, next_attempt_at = now() where id = ? and runner = ? and going_back",
                id,
                runner));
        events.insert(id, MoveEvent.STAYS);
        events.insert(id, MoveEvent.entered(MovePhase.SWITCHED));
    }

    /** Notes how long the tenant is likely to stand still. */
    public void expects(UUID id, UUID runner, long freezeMillis) throws SQLException {
        update(
                "update netbuild.tenant_moves set expected_freeze_millis = ? where id = ? and runner = ?",
                freezeMillis,
                id,
                runner);
    }

    /** Notes which indexes of the target are made later. @throws SQLException when the move is another run's */
    public void indexes(UUID id, UUID runner, List<String> definitions) throws SQLException {
        requireOwn(update(
                "update netbuild.tenant_moves set target_indexes = ? where id = ? and runner = ?",
                definitions,
                id,
                runner));
    }

    /** Until the caller's transaction ends, no other run takes the move. @throws SQLException when one has taken it */
    public void hold(UUID id, UUID runner) throws SQLException {
        requireOwn(Statements.first(
                        dataSource,
                        "select 1 from netbuild.tenant_moves where id = ? and runner = ? for share",
                        row -> row.getInt(1),
                        id,
                        runner)
                .orElse(0));
    }

    private int update(String sql, Object... parameters) throws SQLException {
        return Statements.update(dataSource, sql, parameters);
    }

    private static void requireOwn(int rows) throws SQLException {
        if (rows == 0) {
            throw new SQLException(
                    "Somebody else works on this move, it was cancelled, or its window is over", "40001");
        }
    }
}
