package io.netbuild.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoTest {

    @TempDir
    Path data;

    private final StringWriter err = new StringWriter();

    @Test
    void aDataDirectoryWithoutAPlatformShouldBeOneLine() {
        int exit = run("--data", data.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("demo: Nothing runs from " + data);
    }

    @Test
    void aPlatformOutOfDevelopmentModeShouldBeOneLine() throws IOException {
        Files.writeString(data.resolve("state.json"), "{\"urls\":{\"platform\":\"http://127.0.0.1:1/\"}}");

        int exit = run("--data", data.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("demo: No client secret in " + data);
    }

    private int run(String... arguments) {
        return new CommandLine(new Demo()).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
