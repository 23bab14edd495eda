package io.netbuild.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all benchmarks share: a server of their own, and how they report. Progress goes to standard error, results to standard output. */
public abstract class Benchmark implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MAY_BE_NONE = Set.of("--warm-up", "--pause", "--foreign");

    @Spec
    @SuppressWarnings("NullAway.Init")
    protected CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object a line")
    boolean json;

    @Option(names = "--quick", description = "Only see whether it works: too short to mean anything; writes no file")
    protected boolean quick;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where the results file goes (default: bench/results)")
    @Nullable
    Path results;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the platform")
    Map<String, String> given = Map.of();

    /** Measures, one row for each thing measured: what is printed, in the order of its keys. */
    protected abstract List<Map<String, Object>> measure(BenchServer server) throws Exception;

    /** Sees, before anything is started, whether the options make sense together. @throws ParameterException when they do not */
    protected void checkOptions() {}

    /** A number of something is 1 at least, one of what can be left out 0. */
    private void checkNumbers() {
        for (OptionSpec option : spec.options()) {
            int least = MAY_BE_NONE.contains(option.longestName()) ? 0 : 1;
            Object value = option.getValue();
            for (Object one : value instanceof Collection<?> several ? several : Collections.singletonList(value)) {
                if (one instanceof Number number && number.longValue() < least) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "%s is %s, rule: at least %d".formatted(option.longestName(), number, least));
                }
            }
        }
    }

    /** System properties of the server that is measured. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** How many WildFlys are measured. */
    protected int nodes() {
        return 1;
    }

    /** Whether there is a {@link SecondPostgres} for tenants' databases. */
    protected boolean withSecondPostgres() {
        return false;
    }

    @Override
    public final Integer call() throws Exception {
        checkNumbers();
        checkOptions();
        PrintStream out = System.out;
        Map<String, Object> machine;
        List<Map<String, Object>> rows;
        Map<String, String> properties = new LinkedHashMap<>(settings());
        properties.putAll(given);
        try (BenchServer server = BenchServer.start(this::progress, properties, nodes(), withSecondPostgres())) {
            machine = Machine.describe(server);
            rows = measure(server);
        }
        for (Map<String, Object> row : rows) {
            out.println(json ? JSON.writeValueAsString(row) : text(row));
        }
        if (!quick) {
            progress("Written to " + write(machine, rows));
        }
        return 0;
    }

    protected final void progress(String line) {
        System.err.println(line);
    }

    private static String text(Map<String, Object> row) {
        StringBuilder text = new StringBuilder();
        row.forEach((name, value) -> text.append(String.format("  %-28s %s%n", name, value)));
        return text.toString();
    }

    private Path write(Map<String, Object> machine, List<Map<String, Object>> rows) throws IOException {
        Path directory = results == null ? BenchServer.home().resolve("bench/results") : results;
        Files.createDirectories(directory);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(
                "command",
                "./netbuild bench "
                        + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        content.put("machine", machine);
        content.put("results", rows);
        Path file = directory.resolve(LocalDate.now(ZoneOffset.UTC) + "-" + spec.name() + ".json");
        Files.writeString(
                file, JSON.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(content) + "\n");
        return file;
    }
}
