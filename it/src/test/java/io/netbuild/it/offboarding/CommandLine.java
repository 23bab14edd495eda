package io.netbuild.it.offboarding;

import io.netbuild.it.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code netbuild} in a process of its own. @param output of both streams */
record CommandLine(int exitCode, String output) {

    private static final long PATIENCE_MINUTES = 2;

    /** Runs a command for the server of this test run. */
    static CommandLine run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("netbuild", ".txt");
        output.toFile().deleteOnExit();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.netbuild.dev.NetBuild"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--url", Stack.server().httpUrl().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectErrorStream(true);
        builder.environment().put("NETBUILD_TOKEN", Stack.server().token("operator", null, "olga"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("netbuild did not end");
        }
        return new CommandLine(process.exitValue(), Files.readString(output));
    }
}
