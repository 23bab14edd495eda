package io.netbuild.move;

import io.netbuild.rows.OthersAtWork;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a move rest after each piece of its work while others have transactions open on its servers: for {@code netbuild.move.most-rest} times as long as it has worked. Who works alone does not rest. Used by one
 * thread, but for {@link #isShared} and {@link #isUnlimited}.
 */
final class MoveThrottle implements AutoCloseable {

    /** So that one large index does not hold up the move, nor somebody who cancels it. */
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long what a look has found counts. Most transactions are so short that a look finds none; who has gone for a second comes back. */
    private static final double MEMORY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Two looks of the last few seconds have found somebody, or one of few, as they are while portions are long; one of many may have found some work of the platform's own. */
    private static final double SOMEBODY = 0.03;

    /** Until calls that have waited are served, and an engine has been started for them. */
    private static final long STANDING_BACK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int FIRST_LOOKS = 40;
    private static final long BETWEEN_FIRST_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final MovePlaces places;
    private final Move move;
    private final double most;
    private final long pauseNanos;
    private final List<OthersAtWork> servers = new ArrayList<>();
    private volatile double others; // how much of the last seconds there was somebody
    private long looked = System.nanoTime();
    private long rested = System.nanoTime();

    /** @param move of which only what never changes is asked for */
    MoveThrottle(MovePlaces places, Move move, MoveSettings settings) {
        this.places = places;
        this.move = move;
        this.most = settings.mostRest();
        this.pauseNanos = settings.pagePause().toNanos();
    }

    /** Finds out whether there is somebody. A server that cannot be asked may be busy; whoever works with it next says what is the matter. */
    void lookAround() throws InterruptedException {
        if (most > 0) {
            int found = 0;
            try {
                for (int i = 0; i < FIRST_LOOKS; i++) {
                    TimeUnit.NANOSECONDS.sleep(BETWEEN_FIRST_LOOKS_NANOS);
                    found += isAnybodyThere() ? 1 : 0;
                }
            } catch (SQLException e) {
                found = FIRST_LOOKS;
            }
            others = found / (double) FIRST_LOOKS;
        }
        looked = System.nanoTime();
        rested = looked;
    }

    /** Rests. To be called between transactions, or in one that only reads. */
    void rest() throws SQLException, InterruptedException {
        rest(most);
    }

    /** Rests for as long as it has worked at most, after a piece of work that becomes more while it rests. */
    void restBriefly() throws SQLException, InterruptedException {
        rest(Math.min(most, 1));
    }

    private void rest(double times) throws SQLException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopping"); // a sleep of no length would not say so
        }
        lookAgain();
        long rest = isShared() ? (long) ((System.nanoTime() - rested) * times) : 0;
        TimeUnit.NANOSECONDS.sleep(pauseNanos + Math.min(LONGEST_REST_NANOS, rest));
        rested = System.nanoTime();
    }

    /** Stands back for a moment when others work, after something that some of them have waited for. */
    void standBack() throws InterruptedException {
        if (isShared()) {
            TimeUnit.NANOSECONDS.sleep(STANDING_BACK_NANOS);
        }
        rested = System.nanoTime();
    }

    /** Whether others work there too; then a second session of this move, or long pieces of its work, would be too much. */
    boolean isShared() {
        return most > 0 && others >= SOMEBODY;
    }

    /** Whether the move may work as fast as it can: nobody else is there, and no pause is wished for in any case. */
    boolean isUnlimited() {
        return !isShared() && pauseNanos == 0;
    }

    private void lookAgain() throws SQLException {
        long now = System.nanoTime();
        if (most > 0 && now - looked >= BETWEEN_LOOKS_NANOS) {
            double weight = 1 - Math.exp((looked - now) / MEMORY_NANOS);
            others += weight * ((isAnybodyThere() ? 1 : 0) - others);
            looked = now;
        }
    }

    private boolean isAnybodyThere() throws SQLException {
        if (servers.isEmpty()) {
            servers.add(new OthersAtWork(places.maintenance(move.source())));
        }
        if (servers.size() == 1 && !move.sourceServer().equals(move.targetServer())) {
            servers.add(new OthersAtWork(places.maintenance(move.target())));
        }
        for (OthersAtWork server : servers) {
            if (server.count() > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws SQLException {
        SQLException failed = null;
        for (OthersAtWork server : servers) {
            try {
                server.close();
            } catch (SQLException e) {
                failed = e; // when the others are closed
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
