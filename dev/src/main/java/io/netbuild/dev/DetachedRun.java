package io.netbuild.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Runs the same command in a process of its own session, shows its output until it is ready, and leaves it alone. */
final class DetachedRun implements Callable<Integer> {
    /** Instead of {@code --detach}, for the process in the background. */
    static final String CHILD_OPTION = "--detached";

    private static final String LOGGING = "java.util.logging.config.file";

    private final DataDirectory data;
    private final ParseResult parsed;

    DetachedRun(DataDirectory data, CommandSpec command) {
        this.data = data;
        this.parsed = command.root().commandLine().getParseResult();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        data.open();
        Path log = data.supervisorLog();
        LogFollower follower = new LogFollower(log, new LogFile(log).size());
        Process supervisor = new ProcessBuilder(command())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Optional<URI> url = url(supervisor.pid());
        while (url.isEmpty()) {
            if (supervisor.waitFor(200, TimeUnit.MILLISECONDS)) {
                follower.newLines().forEach(System.out::println);
                return supervisor.exitValue();
            }
            follower.newLines().forEach(System.out::println);
            url = url(supervisor.pid());
        }
        follower.newLines().forEach(System.out::println);
        System.out.println(new Welcome(url.get(), data, true).text());
        System.out.println("Runs in the background, process " + supervisor.pid() + "; its output goes to " + log);
        return ExitCode.OK;
    }

    /** {@return the platform's address when that process has made it ready} */
    private Optional<URI> url(long pid) throws IOException {
        return StackState.read(data.state())
                .filter(state -> state.state() == StackState.State.RUNNING
                        && Long.valueOf(pid).equals(state.pids().get(StackState.SUPERVISOR)))
                .map(state -> URI.create(String.valueOf(state.urls().get("platform"))));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        String logging = System.getProperty(LOGGING);
        if (logging != null) {
            command.add("-D" + LOGGING + "=" + logging);
        }
        command.addAll(List.of(
                "-Xmx128m",
                "-Dnetbuild.home=" + System.getProperty("netbuild.home", "."),
                "-cp",
                System.getProperty("java.class.path"),
                NetBuild.class.getName()));
        parsed.originalArgs().forEach(argument -> command.add(argument.equals("--detach") ? CHILD_OPTION : argument));
        return command;
    }
}
