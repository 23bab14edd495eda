package io.netbuild.dev.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what the platform does in its own time. */
final class Await {

    /** Two minutes: a timer may fire a minute late where the job executor has gone idle. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Await() {}

    /**
     * Looks until it finds something.
     *
     * @param what the end of "Waited 120 s for …"
     * @throws DemoException when it never does
     */
    static <T> T until(String what, Supplier<Optional<T>> look) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new DemoException("Waited %d s in vain for %s".formatted(PATIENCE.toSeconds(), what));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted", e);
        }
    }
}
