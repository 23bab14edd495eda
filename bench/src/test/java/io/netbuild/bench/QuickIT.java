package io.netbuild.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether benchmarks still work: each starts a server with a module that no other test has. What they measure here means nothing. */
class QuickIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"density", "jms", "noisy --platform-only", "move", "changes"})
    void aBenchmarkShouldPrintItsResults(String benchmark) throws IOException {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitCode;
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            exitCode = Bench.commandLine().execute((benchmark + " --quick --json").split(" "));
        } finally {
            System.setOut(out);
        }

        assertThat(exitCode).isZero();
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            JsonNode row = JSON.readTree(line);
            assertThat(row.isObject()).as(line).isTrue();
            assertThat(row.properties()).as(line).hasSizeGreaterThan(3);
        }
    }
}
