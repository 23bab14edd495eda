package io.netbuild.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that must not outlive this JVM. It runs in a session of its own, so that Ctrl-C reaches this JVM alone, which
 * then stops its programs in order. A small shell behind it waits at the other end of a pipe; when this JVM dies in
 * whatever way, the pipe closes and the shell sends the program its stop signal.
 */
final class ChildProcess {
    /** {@code exec} keeps the process id, so the id known here is the program's own. */
    private static final String GUARDED =
            """
            umask 077
            exec 3<&0 </dev/null
            program=$$
            ( { read -r _ <&3 || kill -s "$0" "$program"; } 2>/dev/null & )
            exec "$@" 3<&-
            """;

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /**
     * @param stopSignal name of the signal that asks the program to stop when this JVM is gone, such as {@code TERM}
     * @param environment added to this JVM's environment; the place for secrets
     * @param log receives output and errors, appended
     */
    static ChildProcess start(String stopSignal, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        List<String> guarded = new ArrayList<>(List.of("setsid", "sh", "-c", GUARDED, stopSignal));
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.onExit().thenAccept(ChildProcess::dismissGuard);
        return new ChildProcess(process);
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Asks to stop by the usual signal (SIGTERM). */
    void terminate() {
        process.destroy();
    }

    /** Kills at once (SIGKILL). */
    void kill() {
        process.destroyForcibly();
    }

    /** {@return whether the program has ended} */
    boolean waitFor(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A line, instead of the end of the stream, tells the guard that there is nothing left to stop. */
    private static void dismissGuard(Process process) {
        try (OutputStream guard = process.getOutputStream()) {
            guard.write("\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // the guard is gone as well
        }
    }
}
