package io.netbuild.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The {@code state.json} of the server that this JVM runs. Once it says STOPPING nothing changes it any more: a start that
 * is still under way must not make it look alive, and after the end the file may be another server's. Thread-safe.
 */
final class StateFile {
    private final DataDirectory data;
    private StackState state;
    private boolean deleted;

    StateFile(DataDirectory data) {
        this.data = data;
        this.state = StackState.stopped(data);
    }

    /** Says that this JVM is starting a server with these addresses. */
    synchronized void begin(Map<String, String> urls) {
        change(present -> new StackState(
                        StackState.State.STARTING, present.data(), urls, Map.of(), Map.of(), present.versions())
                .with(StackState.SUPERVISOR, KnownProcess.of(ProcessHandle.current())));
    }

    synchronized void change(UnaryOperator<StackState> change) {
        if (deleted || state.state() == StackState.State.STOPPING) {
            return;
        }
        state = change.apply(state);
        try {
            state.write(data.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a process down, so that it can be found when this JVM is killed. */
    void remember(String name, long pid) {
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new StackException(name + " (process " + pid + ") ended at once"));
        change(present -> present.with(name, KnownProcess.of(process)));
    }

    /** A process that has ended. */
    void forget(String name) {
        change(present -> present.without(name));
    }

    synchronized void delete() throws IOException {
        if (!deleted) {
            deleted = true;
            Files.deleteIfExists(data.state());
        }
    }
}
