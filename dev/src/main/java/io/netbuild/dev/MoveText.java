package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Moves, for readers. */
final class MoveText {

    private static final double MILLIS_PER_SECOND = 1000;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private MoveText() {}

    /** Whether the tenant lives at the target and nothing more happens soon: the move is done, or only keeps what the tenant has left. */
    static boolean hasMoved(JsonNode move) {
        String phase = move.path("phase").asText();
        return phase.equals("DONE") || phase.equals("SWITCHED") && move.hasNonNull("keptUntil");
    }

    /** How to find the move again, and what it waits for. */
    static String begun(JsonNode move) {
        String begun = "Move %s; to roll it back: POST /api/tenants/%s/moves/%1$s/cancel"
                .formatted(move.path("id").asText(), move.path("tenant").asText());
        JsonNode from = move.path("window").path("from");
        return from.isTextual()
                ? "%s%nThe tenant does not stand still before %s; its rows are copied until then"
                        .formatted(begun, from.asText())
                : begun;
    }

    /** What became of a move that has ended, or keeps what the tenant has left. */
    static String result(JsonNode move) {
        String tenant = move.path("tenant").asText();
        if (!hasMoved(move)) {
            String reason = move.path("error").asText("");
            return "Tenant %s stays in %s: %s%s"
                    .formatted(
                            tenant,
                            place(move.path("source")),
                            move.path("phase").asText(),
                            reason.isEmpty() ? "" : ", " + reason);
        }
        boolean done = move.path("phase").asText().equals("DONE");
        Instant end = done ? Instant.parse(move.path("finishedAt").asText()) : Instant.now();
        Duration took = Duration.between(Instant.parse(move.path("createdAt").asText()), end);
        String moved = "Tenant %s lives in %s now: %,d rows in %.1f s, frozen for %.2f s, %,d rows changed meanwhile"
                .formatted(
                        tenant,
                        place(move.path("target")),
                        move.path("rowsCopied").asLong(),
                        took.toMillis() / MILLIS_PER_SECOND,
                        move.path("freezeMillis").asLong() / MILLIS_PER_SECOND,
                        move.path("rowsChanged").asLong());
        return done
                ? moved
                : "%s%nIt can go back until %s: POST /api/tenants/%s/moves/%s/cancel; or finish the move at once: POST …/resume"
                        .formatted(
                                moved,
                                move.path("keptUntil").asText(),
                                tenant,
                                move.path("id").asText());
    }

    private static String place(JsonNode place) {
        String isolation = place.path("isolation").asText();
        return isolation.equals("DATABASE")
                ? isolation + " on server " + place.path("server").asText()
                : isolation;
    }

    /** The answer to a dry run. */
    static String forecast(JsonNode forecast) {
        TextTable tables = new TextTable("table", "rows", "MB");
        for (JsonNode table : forecast.path("tables")) {
            if (table.path("rows").asLong() > 0) {
                tables.row(
                        table.path("table").asText(),
                        "%,d".formatted(table.path("rows").asLong()),
                        "%.1f".formatted(table.path("bytes").asLong() / BYTES_PER_MEGABYTE));
            }
        }
        List<String> parts = new ArrayList<>();
        parts.add(tables.toString());
        parts.add("%,d rows, %.1f MB, expected to freeze the tenant for %.2f s"
                .formatted(
                        forecast.path("rows").asLong(),
                        forecast.path("bytes").asLong() / BYTES_PER_MEGABYTE,
                        forecast.path("expectedFreezeMillis").asLong() / MILLIS_PER_SECOND));
        forecast.path("blockers").forEach(blocker -> parts.add("In the way: " + blocker.asText()));
        return String.join(System.lineSeparator(), parts);
    }
}
