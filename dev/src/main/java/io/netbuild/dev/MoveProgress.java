package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** How far a move is, on standard error: a bar that is drawn again and again on a terminal, a line for each phase elsewhere. */
final class MoveProgress implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final int ALL = 100;

    private final PrintStream out;
    private final boolean terminal;
    private String shown = "";

    MoveProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static MoveProgress onTerminal() {
        return new MoveProgress(System.err, System.console() != null);
    }

    /** Says which move it is, and how to have it rolled back, before the first {@link #show}. */
    void begin(JsonNode move) {
        out.println(MoveText.begun(move));
        show(move);
    }

    void show(JsonNode move) {
        String phase = move.path("phase").asText();
        if (terminal) {
            String line = bar(move);
            // what was longer before is overwritten
            out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
            out.flush();
            shown = line;
        } else if (!phase.equals(shown)) {
            out.println(phase);
            shown = phase;
        }
    }

    private static String bar(JsonNode move) {
        int percent = move.path("percent").asInt();
        int done = WIDTH * percent / ALL;
        return "[%s%s] %3d %%  %-12s %,d of %,d rows, %,d rows/s"
                .formatted(
                        "#".repeat(done),
                        ".".repeat(WIDTH - done),
                        percent,
                        move.path("phase").asText(),
                        move.path("rowsCopied").asLong(),
                        move.path("rows").asLong(),
                        move.path("rowsPerSecond").asLong());
    }

    /** Leaves the line of the bar. */
    @Override
    public void close() {
        if (terminal) {
            out.println();
        }
    }
}
