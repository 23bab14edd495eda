package io.netbuild.move;

import java.time.Instant;

/** Something that happened to a move. @param id grows with time */
public record MoveEvent(long id, Instant at, String text) {

    /** How an event begins that names the server of a run. */
    public static final String RUN_BY = "run by node ";

    /** How an event begins that tells an error. */
    public static final String FAILED = "failed: ";

    /** The text of an event. */
    public static final String STAYS = "the way back is given up, the tenant stays";

    /** The text of an event. */
    public static String entered(MovePhase phase) {
        return "phase " + phase;
    }

    /** The text of an event. @param phase that it was left in */
    public static String takenUp(String phase, String node) {
        return "taken up in phase %s by node %s: the run before was broken off".formatted(phase, node);
    }

    /** The text of an event. */
    static String cancelled(String actor) {
        return "cancelled by " + actor;
    }

    /** The text of an event. */
    static String resumed(String actor) {
        return "resumed by " + actor;
    }

    /** The text of an event. */
    static String goingBack(String actor) {
        return "going back: asked for by " + actor;
    }

    boolean isEntry() {
        return text.startsWith("phase ");
    }
}
