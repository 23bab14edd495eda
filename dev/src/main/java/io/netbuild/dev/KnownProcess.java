package io.netbuild.dev;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process as it was written down. Its number may by now belong to another program, so it is only taken for the same when
 * the start time fits as well.
 *
 * @param started when the operating system started it
 */
record KnownProcess(long pid, Instant started) {
    /** The system's answer moves a little when its clock is adjusted. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static KnownProcess of(ProcessHandle process) {
        return new KnownProcess(process.pid(), process.info().startInstant().orElse(Instant.now()));
    }

    /** {@return empty when it has ended} */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive()
                        && process.info().startInstant().filter(this::isStart).isPresent());
    }

    boolean isAlive() {
        return find().isPresent();
    }

    private boolean isStart(Instant instant) {
        return Duration.between(started, instant).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Asks it to stop and waits; says whether it has ended. */
    boolean terminate(Duration patience) {
        find().ifPresent(ProcessHandle::destroy);
        return waitFor(patience);
    }

    /** Asks it to stop, and kills it when it does not within the time. */
    void terminateOrKill(Duration patience) {
        if (!terminate(patience)) {
            find().ifPresent(ProcessHandle::destroyForcibly);
            waitFor(patience);
        }
    }

    private boolean waitFor(Duration patience) {
        Optional<ProcessHandle> process = find();
        if (process.isEmpty()) {
            return true;
        }
        try {
            process.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
