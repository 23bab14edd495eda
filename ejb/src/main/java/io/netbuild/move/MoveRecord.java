package io.netbuild.move;

import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.internal.MoveLock;
import io.netbuild.move.internal.MoveRunStore;
import io.netbuild.move.internal.MoveStore;
import io.netbuild.rows.Claim;
import io.netbuild.rows.Side;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is recorded of a move, as the run reads and writes it that works on the move; and whether that run may go on. Each change is a transaction of its own. Used by one
 * thread.
 */
final class MoveRecord {

    private final MoveStore store;
    private final MoveRunStore runs;
    private final MoveTurn turn;
    private final MoveSettings settings;
    private final MoveThrottle throttle;
    private final MoveLock lock;
    private final UUID runner = UUID.randomUUID();
    private final boolean goingBack;
    private Move move;

    MoveRecord(
            MoveStore store,
            MoveRunStore runs,
            MoveTurn turn,
            MoveSettings settings,
            MoveThrottle throttle,
            MoveLock lock,
            Move move) {
        this.store = store;
        this.runs = runs;
        this.turn = turn;
        this.settings = settings;
        this.throttle = throttle;
        this.lock = lock;
        this.move = move.way();
        this.goingBack = move.goingBack();
    }

    /** As it was read last, with source and target of the way that the tenant takes. */
    Move move() {
        return move;
    }

    /** Whether the tenant has been asked to go back since this run began, which is for another run to see to. */
    boolean hasTurned() {
        return move.goingBack() != goingBack;
    }

    void reload() throws SQLException {
        move = store.find(move.id())
                .orElseThrow(() -> new SQLException("The move is gone"))
                .way();
    }

    /** From now on it is this run's. */
    void claim() throws SQLException {
        runs.claim(move.id(), runner);
        reload();
    }

    /** Finds out whether others work, before the first of the work. */
    void lookAround() throws InterruptedException {
        throttle.lookAround();
    }

    /** It is no run's from now on. */
    void release() throws SQLException {
        runs.release(move.id(), runner);
    }

    void enter(MovePhase phase) throws SQLException {
        runs.enter(move.id(), runner, phase);
        reload();
    }

    void finish(MovePhase phase) throws SQLException {
        turn.finish(move, runner, phase);
        reload();
    }

    /** Has another run go on after a pause. */
    void later(int pauseSeconds) throws SQLException {
        runs.later(move.id(), runner, pauseSeconds);
    }

    /** Has another run go on when nothing is to be kept any more, by the clock of the database. @return false when that is so already */
    boolean keep() throws SQLException {
        return runs.keep(move.id(), runner);
    }

    /** Gives the way back up. The rest is for another run. */
    void stay() throws SQLException {
        runs.stay(move.id(), runner);
        reload();
    }

    /** Notes a failure. @param pauseSeconds until the next attempt */
    void failed(String error, int pauseSeconds) throws SQLException {
        runs.failed(move.id(), runner, error, pauseSeconds);
    }

    /** Notes that the tenant could not be let go. @param pauseSeconds until the next attempt to */
    void stuck(String error, int pauseSeconds) throws SQLException {
        runs.stuck(move.id(), runner, error, pauseSeconds);
    }

    /** Notes how long the tenant is likely to stand still. @param changes how many rows the last round has found changed */
    void expectFreeze(long changes) throws SQLException {
        ExpectedFreeze expected = ExpectedFreeze.after(store.freezes(move.isWithinOneDatabase()));
        runs.expects(move.id(), runner, expected.with(changes).toMillis());
    }

    /** Notes which indexes of the target are made later. */
    void indexes(List<String> definitions) throws SQLException {
        runs.indexes(move.id(), runner, definitions);
        reload();
    }

    /** Freezes the tenant. */
    void freeze() throws SQLException {
        turn.freeze(move, runner);
        reload();
    }

    /** Lets the tenant work again where it was. Does nothing for one that is not frozen. */
    void thaw() throws SQLException {
        turn.thaw(move, runner);
    }

    /** Has the tenant live at the target from now on. @param frozen for how long it has stood still */
    void switchOver(Duration frozen) throws SQLException {
        TenantStatus status = Objects.requireNonNull(move.statusBefore());
        turn.switchOver(move, runner, status, frozen.toMillis());
    }

    boolean isGivenUp() {
        return move.phase().isBeforeSwitch() && (move.cancelled() || move.attempts() >= settings.attempts());
    }

    void requireWindow() throws MoveRefusedException {
        if (isLate()) {
            throw new MoveRefusedException(List.of("The window of the move was over at %s before the tenant had moved"
                    .formatted(move.window().until())));
        }
    }

    private boolean isLate() {
        return move.phase().isBeforeSwitch() && move.window().isOver(Instant.now());
    }

    /**
     * Between two transactions: rests for the sake of others, and sees whether to go on at all.
     *
     * @throws SQLException when the lock of the move is lost
     * @throws InterruptedException when the move was cancelled or its window is over, or this server is stopping
     */
    void checkpoint() throws SQLException, InterruptedException {
        throttle.rest();
        requireWanted();
    }

    /** As {@link #checkpoint}, with a short rest: between two transactions whose work becomes more meanwhile. */
    void checkpointBriefly() throws SQLException, InterruptedException {
        throttle.restBriefly();
        requireWanted();
    }

    /**
     * Between two transactions: whether to go on at all.
     *
     * @throws SQLException when the lock of the move is lost
     * @throws InterruptedException when the move was cancelled or its window is over, or this server is stopping
     */
    void requireWanted() throws SQLException, InterruptedException {
        requireHeld();
        boolean before = move.phase().isBeforeSwitch();
        reload();
        if (before && (move.cancelled() || isLate())) {
            throw new InterruptedException("given up");
        }
    }

    /**
     * In the midst of a transaction that only reads: rests for the sake of others.
     *
     * @throws SQLException when the lock of the move is lost
     */
    void rest() throws SQLException, InterruptedException {
        throttle.rest();
        requireHeld();
    }

    /** After the switch: lets those first who have waited for the tenant. */
    void standBack() throws InterruptedException {
        throttle.standBack();
    }

    /** Whether the move may work as fast as it can. May be asked by several threads. */
    boolean isUnlimited() {
        return throttle.isUnlimited();
    }

    /** Whether others work, so that a second session of this move, or long pieces of its work, would be too much. May be asked by several threads. */
    boolean isShared() {
        return throttle.isShared();
    }

    /** May be called by several threads. @throws SQLException when the lock of the move is lost */
    void requireHeld() throws SQLException {
        lock.requireHeld();
    }

    /** Until the side's transaction ends, no other run takes the move. @param side in the main database @throws SQLException when one has taken it */
    void hold(Side side) throws SQLException {
        Claim.hold(side, move.id(), runner);
    }

    /** Passes a point at which moves can be stopped: {@link MoveLock#pass}. */
    void pass(String point) throws SQLException {
        lock.pass(point);
    }
}
