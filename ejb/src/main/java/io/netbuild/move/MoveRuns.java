package io.netbuild.move;

import io.netbuild.move.internal.MoveLock;
import io.netbuild.move.internal.MoveRunStore;
import io.netbuild.move.internal.MoveStore;
import io.netbuild.move.internal.MoveTableStore;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has unfinished moves worked on, each by one server at a time: those that are new, that have failed, and that a server has left behind. A move that a server was
 * working on when it died is found by the next look of any other, or of itself when it is back.
 */
@ApplicationScoped
public class MoveRuns {

    private static final int LONGEST_PAUSE_SECONDS = 60;
    private static final int STUCK_PAUSE_SECONDS = 2;

    private final MoveStore store;
    private final MoveRunStore runStore;
    private final MoveTableStore tableStore;
    private final MoveTurn turn;
    private final MovePlaces places;
    private final MoveSettings settings;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private boolean lost;
    private volatile boolean stopping;

    private record Running(Thread thread, MoveLock lock) {}

    @Resource
    ManagedThreadFactory threadFactory;

    @Inject
    MoveRuns(
            MoveStore store,
            MoveRunStore runStore,
            MoveTableStore tableStore,
            MoveTurn turn,
            MovePlaces places,
            MoveSettings settings) {
        this.store = store;
        this.runStore = runStore;
        this.tableStore = tableStore;
        this.turn = turn;
        this.places = places;
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected MoveRuns() {
        this(null, null, null, null, null, null);
    }

    /** Looks for moves that nobody works on. To be called every second or so. */
    public synchronized void look() {
        try {
            for (Running run : running.values()) {
                run.lock().keepAlive();
            }
            for (Move move : store.due()) {
                if (running.size() < settings.atOnce() && !running.containsKey(move.id())) {
                    start(move);
                }
            }
            lost = false;
        } catch (SQLException | RuntimeException e) {
            if (!lost) {
                lost = true;
                MoveLog.LOG.notLooked(String.valueOf(e.getMessage()));
            }
        }
    }

    private void start(Move move) throws SQLException {
        Optional<MoveLock> free = MoveLock.tryLock(places.main(), move.id());
        if (free.isEmpty()) {
            return;
        }
        MoveLock lock = free.get();
        boolean started = false;
        try {
            Thread thread = threadFactory.newThread(() -> run(move, lock));
            thread.setName("move-" + move.tenant());
            thread.setDaemon(true);
            running.put(move.id(), new Running(thread, lock));
            thread.start();
            started = true;
        } finally {
            if (!started) {
                running.remove(move.id());
                lock.close();
            }
        }
    }

    private void run(Move move, MoveLock lock) {
        try (lock) {
            work(move, lock);
        } catch (SQLException e) {
            MoveLog.LOG.failed(move.id(), move.tenant(), String.valueOf(e.getMessage()));
        } finally {
            running.remove(move.id());
        }
    }

    private void work(Move move, MoveLock lock) throws SQLException {
        MoveThrottle throttle = new MoveThrottle(places, move, settings);
        MoveRecord record = new MoveRecord(store, runStore, turn, settings, throttle, lock, move);
        try (throttle;
                MoveRun run = new MoveRun(record, places, tableStore, settings)) {
            work(move, record, run);
        } catch (InterruptedException | MoveRefusedException e) {
            MoveLog.LOG.failed(move.id(), move.tenant(), String.valueOf(e.getMessage()));
        }
        if (!stopping) {
            record.release();
        }
    }

    private void work(Move move, MoveRecord record, MoveRun run)
            throws SQLException, InterruptedException, MoveRefusedException {
        try {
            run.run();
        } catch (MoveRefusedException e) {
            MoveLog.LOG.refused(move.id(), move.tenant(), String.valueOf(e.getMessage()));
            record.failed(String.valueOf(e.getMessage()), 0);
            run.refuse();
        } catch (InterruptedException e) {
            // cancelled, which the next run sees to, or this server is stopping
        } catch (SQLException | RuntimeException e) {
            if (isOvertaken(move)) {
                return; // what it would have done next was refused for that
            }
            note(move, record, String.valueOf(e.getMessage()));
        }
    }

    /** A tenant that stands still is let go at once, or as soon as its database answers again. @param move as it was before it failed */
    private void note(Move move, MoveRecord record, String error) throws SQLException {
        if (!error.equals(move.error())) {
            MoveLog.LOG.failed(move.id(), move.tenant(), error);
        }
        Move now = store.find(move.id()).orElse(move);
        if (now.phase() != MovePhase.FREEZING) {
            record.failed(error, Math.min(LONGEST_PAUSE_SECONDS, 1 << Math.min(now.attempts(), 6)));
        } else if (move.phase() != MovePhase.FREEZING) {
            record.failed(error, 0);
        } else {
            record.stuck(error, STUCK_PAUSE_SECONDS);
        }
    }

    /** Whether the move has been cancelled or turned round since. @param move as it was when this run began */
    private boolean isOvertaken(Move move) throws SQLException {
        return store.find(move.id())
                .map(now -> now.cancelled() && !move.cancelled() && now.phase().isBeforeSwitch()
                        || now.goingBack() != move.goingBack())
                .orElse(true);
    }

    @PreDestroy
    void stop() {
        stopping = true;
        running.values().forEach(run -> run.thread().interrupt());
    }
}
