package io.netbuild.it.probe;

import io.netbuild.it.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code netbuild probe} in a process of its own. */
final class ProbeCommandLine {

    private static final long PATIENCE_MINUTES = 5;

    private final Process process;
    private final Path output;

    private ProbeCommandLine(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ProbeCommandLine start(String... options) throws IOException {
        Path output = Files.createTempFile("probe", ".txt");
        output.toFile().deleteOnExit();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.netbuild.dev.NetBuild",
                "probe",
                "--url",
                Stack.server().httpUrl().toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("NETBUILD_TOKEN", Stack.server().token("operator", null, "olga"));
        return new ProbeCommandLine(builder.start(), output);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("netbuild probe did not end");
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
