package io.netbuild.dev;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints each step with the seconds since the first. */
final class Steps implements Consumer<String> {
    private final PrintStream out;
    private final long begin = System.nanoTime();

    Steps(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(String step) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begin) / 1e9, step);
        out.flush();
    }
}
