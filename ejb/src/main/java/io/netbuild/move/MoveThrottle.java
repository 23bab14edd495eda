package io.netbuild.move;

import io.netbuild.rows.OthersAtWork;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a move rest after each piece of its work, so that it takes one share among all who have a transaction open on its servers: with three others it rests for three times
 * as long as it has worked, if {@code netbuild.move.most-rest} allows for as much, and for as long as it has worked when there is somebody now and then. Who works alone does not rest. Used by one
 * thread.
 */
final class MoveThrottle implements AutoCloseable {

    /** So that one large index does not hold up the move, nor somebody who cancels it. */
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How much the last look counts for among those before. */
    private static final double WEIGHT = 0.2;

    /** One of the last seven looks or so has found somebody. Most transactions are so short that a look finds none. */
    private static final double SOMEBODY = 0.05;

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MovePlaces places;
    private final Move move;
    private final double most;
    private final long pauseNanos;
    private final List<OthersAtWork> servers = new ArrayList<>();
    private double others;
    private long looked;
    private long rested = System.nanoTime();

    /** @param move of which only what never changes is asked for */
    MoveThrottle(MovePlaces places, Move move, MoveSettings settings) {
        this.places = places;
        this.move = move;
        this.most = settings.mostRest();
        this.pauseNanos = settings.pagePause().toNanos();
    }

    /** Rests. To be called between transactions, or in one that only reads. */
    void rest() throws SQLException, InterruptedException {
        look();
        long rest = rest(System.nanoTime() - rested);
        TimeUnit.NANOSECONDS.sleep(pauseNanos + rest);
        rested = System.nanoTime();
    }

    private long rest(long worked) {
        double times = isShared() ? Math.max(1, others) : 0;
        return Math.min(LONGEST_REST_NANOS, (long) (worked * Math.min(most, times)));
    }

    /** Whether others work there too; then a second session of this move, or long pieces of its work, would be too much. */
    boolean isShared() {
        return most > 0 && others >= SOMEBODY;
    }

    private void look() throws SQLException {
        long now = System.nanoTime();
        if (most == 0 || now - looked < BETWEEN_LOOKS_NANOS) {
            return;
        }
        if (servers.isEmpty()) {
            servers.add(new OthersAtWork(places.maintenance(move.source())));
            if (!move.sourceServer().equals(move.targetServer())) {
                servers.add(new OthersAtWork(places.maintenance(move.target())));
            }
        }
        int found = 0;
        for (OthersAtWork server : servers) {
            found = Math.max(found, server.count());
        }
        others += WEIGHT * (found - others);
        looked = now;
    }

    @Override
    public void close() throws SQLException {
        for (OthersAtWork server : servers) {
            server.close();
        }
    }
}
