package io.netbuild.it.move;

import java.util.List;

/**
 * Something that is under way while its tenant moves.
 *
 * @param what for messages
 * @param goOn done afterwards, with whatever has waited until then
 * @param end checks that it comes to its end
 */
record Begun(String what, Runnable goOn, Runnable end) {

    /** A way to begin something. */
    interface Kind {
        /** @param key tells it apart from others of its kind */
        Begun begin(Steps steps, String key);
    }

    /** Begins one of each kind. */
    static List<Begun> all(Steps steps, String key) {
        return List.of(FlowKinds.ALL, EventKinds.ALL, JobKinds.ALL, DataKinds.ALL).stream()
                .flatMap(List::stream)
                .map(kind -> kind.begin(steps, key))
                .toList();
    }

    /** Takes all of them to their end. */
    static void finish(List<Begun> begun) {
        begun.forEach(one -> one.attempt(one.goOn));
        begun.forEach(one -> one.attempt(one.end));
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Cannot be finished: " + what + ": " + e.getMessage(), e);
        }
    }
}
