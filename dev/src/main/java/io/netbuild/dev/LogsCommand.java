package io.netbuild.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netbuild logs}. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows the last lines of the logs of WildFly and PostgreSQL.")
final class LogsCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 250;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what is added, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "How many lines of each (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (lines < 0) {
            throw new StartRefusedException("--lines " + lines + ": must not be negative");
        }
        DataDirectory directory = data.directory();
        Map<String, Path> logs = new LinkedHashMap<>();
        for (int node = 1; Files.exists(directory.wildfly(node)); node++) {
            logs.put(StackState.wildfly(node), directory.wildflyLog(node));
        }
        logs.put("postgresql", directory.postgresqlLog());
        logs.values().removeIf(log -> !Files.exists(log));
        if (logs.isEmpty()) {
            throw new StackException("there are no logs in " + directory.path() + ": nothing ran from there");
        }
        List<Source> sources = new ArrayList<>();
        for (Map.Entry<String, Path> log : logs.entrySet()) {
            LogFile file = new LogFile(log.getValue());
            sources.add(new Source(log.getKey(), new LogFollower(file.path(), file.size())));
            file.tail(lines, 0).forEach(line -> print(log.getKey(), line));
        }
        while (follow) {
            for (Source source : sources) {
                source.follower().newLines().forEach(line -> print(source.name(), line));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return ExitCode.OK;
    }

    private static void print(String name, String line) {
        System.out.printf("%-10s | %s%n", name, line);
    }

    private record Source(String name, LogFollower follower) {}
}
