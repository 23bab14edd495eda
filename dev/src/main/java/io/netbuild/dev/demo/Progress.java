package io.netbuild.dev.demo;

import java.io.PrintWriter;
import java.time.Duration;

/** Says line by line what happens, with the seconds since the beginning. Thread-safe. */
final class Progress {

    private final PrintWriter out;
    private final long start = System.nanoTime();

    Progress(PrintWriter out) {
        this.out = out;
    }

    void say(String who, String what) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        synchronized (out) {
            out.printf("%6.1f s  %-12s %s%n", seconds, who, what);
            out.flush();
        }
    }
}
