package io.netbuild.wake;

import io.netbuild.kernel.NetBuildException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database with engines, watched as long as it answers and tried again with growing pauses when it does not. Used by one thread.
 */
final class WatchedDatabase {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final String name;
    private final Connector connector;
    private final String prepare;
    private final String look;
    private final Duration sweep;

    private @Nullable Watch watch;
    private Duration pause = FIRST_PAUSE;
    private long nextAttempt = System.nanoTime();
    private long nextLook = System.nanoTime();
    private long lastLook = System.nanoTime();
    private boolean lost;

    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    /** @param sweep between two looks */
    WatchedDatabase(String name, Connector connector, String prepare, String look, Duration sweep) {
        this.name = name;
        this.connector = connector;
        this.prepare = prepare;
        this.look = look;
        this.sweep = sweep;
    }

    /** Passes on what others have said since the last time, and what a look has found when it is time for one. */
    void turn(Consumer<Notice> heard, Consumer<Watch.Found> found) {
        if (watch == null && System.nanoTime() - nextAttempt < 0) {
            return;
        }
        try {
            Watch present = open();
            present.notices().forEach(heard);
            if (System.nanoTime() - nextLook >= 0) {
                found.accept(present.look(name));
                lastLook = System.nanoTime();
                nextLook = lastLook + sweep.toNanos();
            }
        } catch (SQLException | NetBuildException e) {
            lose(e); // others are looked at all the same, also when this one's server is not configured
        }
    }

    /** Has a look happen at the next turn, a second after the last one at the earliest. */
    void lookSoon() {
        long soon = lastLook + SHORTEST_BETWEEN_LOOKS.toNanos();
        nextLook = nextLook - soon < 0 ? nextLook : soon;
    }

    /** Tells the other servers. What cannot be told is found by their next look. */
    void send(String sender, Map<String, Duration> due) {
        if (watch == null) {
            return;
        }
        try {
            watch.send(new Notice(sender, due));
        } catch (SQLException e) {
            lose(e);
        }
    }

    private Watch open() throws SQLException {
        Watch present = watch;
        if (present == null) {
            present = Watch.open(connector.connect(), prepare, look);
            watch = present;
            nextLook = System.nanoTime(); // what was said in between was not heard
            pause = FIRST_PAUSE;
            if (lost) {
                lost = false;
                WakeLog.LOG.found(name);
            }
        }
        return present;
    }

    private void lose(Exception reason) {
        if (!lost) {
            lost = true;
            WakeLog.LOG.lost(name, String.valueOf(reason.getMessage()));
        }
        close();
        nextAttempt = System.nanoTime() + pause.toNanos();
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    void close() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
