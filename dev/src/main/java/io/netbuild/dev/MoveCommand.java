package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netbuild move}. */
@Command(
        name = "move",
        mixinStandardHelpOptions = true,
        description = {
            "Moves a tenant of the running platform to another isolation level or server, with everything that runs.",
            "Shows how far it is and ends when the tenant has moved, be it in a window that is still to come. Ctrl-C leaves the move alone: the platform goes on with it. Exit code 0 only when the tenant has moved, or with "
                    + "--dry-run when it could be."
        })
final class MoveCommand implements Callable<Integer> {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** Before a token of {@link OperatorOption} has expired. */
    private static final Duration RENEWAL = Duration.ofMinutes(10);

    /** For so long the platform may give no answer, or another one than the move. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String SUBJECT = "operator";
    private static final Set<String> FINISHED = Set.of("DONE", "FAILED", "CANCELLED");
    private static final ObjectMapper JSON = new ObjectMapper();

    private enum Level {
        SHARED,
        SCHEMA,
        DATABASE
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "TENANT", description = "The tenant's id.")
    private String tenant = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "LEVEL",
            description = "Where it is to live: ${COMPLETION-CANDIDATES}.")
    private Level to = Level.SHARED;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description = "The database server of a DATABASE tenant (default: the platform's own).")
    private @Nullable String server;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Before this moment, such as 2030-01-31T22:00:00Z, it does not stand still. Its rows are copied before.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When it has not switched at this moment, the move is rolled back.")
    private @Nullable Instant until;

    @Option(
            names = "--keep",
            paramLabel = "DURATION",
            description =
                    "For how long after the switch what it has left is kept, such as PT30M: until then it can go back with all that has changed since. The command does not wait for that.")
    private @Nullable Duration keep;

    @Option(names = "--dry-run", description = "Only says what would be moved, and what is in the way.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints the move as JSON in the end, or the answer to a dry run.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        OperatorApi api = operator.api(SUBJECT);
        String moves = "/api/tenants/" + tenant + "/moves";
        JsonNode answer = JSON.readTree(api.post(moves, OperatorApi.JSON, wish()));
        if (dryRun) {
            out.println(json ? answer : MoveText.forecast(answer));
            out.flush();
            return answer.path("blockers").isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
        JsonNode move = followed(api, moves + "/" + answer.path("id").asText(), answer);
        out.println(json ? move : MoveText.result(move));
        out.flush();
        return MoveText.hasMoved(move) ? ExitCode.OK : ExitCode.FAILED;
    }

    private Map<String, Object> wish() {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("isolation", to.name());
        if (server != null) {
            target.put("server", server);
        }
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("target", target);
        wish.put("dryRun", dryRun);
        Map<String, String> window = new LinkedHashMap<>();
        if (from != null) {
            window.put("from", from.toString());
        }
        if (until != null) {
            window.put("until", until.toString());
        }
        if (!window.isEmpty()) {
            wish.put("window", window);
        }
        if (keep != null) {
            wish.put("keep", keep.toString());
        }
        return wish;
    }

    /** For as long as the move takes: beyond the life of a token, and while the platform restarts. */
    private JsonNode followed(OperatorApi first, String path, JsonNode begun) throws IOException, InterruptedException {
        OperatorApi api = first;
        JsonNode move = begun;
        long renewed = System.nanoTime();
        long heard = renewed;
        try (MoveProgress progress = MoveProgress.onTerminal()) {
            progress.begin(move);
            while (!FINISHED.contains(move.path("phase").asText()) && !MoveText.hasMoved(move)) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                try {
                    if (System.nanoTime() - renewed > RENEWAL.toNanos()) {
                        api = operator.api(SUBJECT);
                        renewed = System.nanoTime();
                    }
                    move = JSON.readTree(api.get(path));
                    heard = System.nanoTime();
                    progress.show(move);
                } catch (IOException | StackException e) {
                    if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                        throw e;
                    }
                }
            }
        }
        return move;
    }
}
