package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class NetBuildTest {
    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --http-port 70000 | --http-port 70000: must be between 0 and 65535",
                "run --http-port abc | '--http-port': 'abc' is not an int",
                "run --heap lots | --heap lots: must be a number with k, m or g",
                "run --database-user me | --database-user me: needs --database-url",
                "run --database-url jdbc:postgresql://a/b | needs --database-user",
                "run --broker-user me | --broker-user me: needs --broker-url",
                "run --broker-url tcp://a:1 | needs --broker-user",
                "run --broker-url tcp://a:1 --broker-user me | needs the password of me in the environment variable NETBUILD_BROKER_PASSWORD",
                "run --nonsense | Unknown option: '--nonsense'",
                "token --role king | --role king: must be operator, tenant-admin or user",
                "token --role user | --role user: needs --tenant",
                "token --minutes 0 | --minutes 0: must be between 1 and 1440",
                "logs --lines -1 | --lines -1: must not be negative",
                "send --tenant t --definition d --count 0 | --count 0: must be positive",
                "send --tenant t --command fly | --command fly: must be start",
                "send --tenant t --command signal | --command signal: needs --name",
                "send --tenant t --definition d --variable x:Float=1 | unknown type Float; there are Boolean",
                "send --tenant t --definition d --name n | --name: is not for --command start",
                "send --tenant t --command signal --name n --business-key k | --business-key: is not for --command signal",
                "send --tenant t --file f --definition d | --definition: cannot be given with --file",
                "send --tenant t --file pom.xml | --file pom.xml: is not JSON",
                "send --tenant t --file none.json | --file none.json: cannot be read",
                "send --tenant t --definition d --message-id= | --message-id: must have 1 to 100 characters",
                "send --definition d | '--tenant=ID'",
                "export t --to pom.xml | --to pom.xml: is there already",
                "export t --to none/t.zip | --to none/t.zip: its directory is not there",
                "import none.zip --tenant t | none.zip: cannot be read",
                "import src --tenant t | src: cannot be read",
                "send --tenant t --definition d --key secret | the API key must have the form id.secret",
                "send --tenant t --definition d --variable x:Integer=y | --variable x:Integer=y: not a value of type Integer",
                "fly | 'fly'"
            })
    void wrongArgumentShouldBeNamedInOneLine(String arguments, String message) {
        int code = execute(arguments.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void runShouldRefuseDataOfAnotherVersionInOneLine() throws IOException {
        Files.writeString(data.resolve("VERSION"), "0\n");
        Path home = FakeWildFly.in(data.resolve("home"));
        System.setProperty("netbuild.home", home.toString());
        Files.createDirectories(home.resolve("wildfly-config/target/server"));

        int code = execute(
                "run",
                "--data",
                data.toString(),
                "--ear",
                home.resolve("jboss-modules.jar").toString());

        System.clearProperty("netbuild.home");
        assertThat(err.toString()).contains("has format 0").hasLineCount(1);
        assertThat(code).isEqualTo(2);
    }

    @Test
    void statusShouldPrintOneJsonObject() throws IOException {
        int code = execute("status", "--json", "--data", data.toString());

        JsonNode status = new ObjectMapper().readTree(out.toString());
        assertThat(status.path("state").asText()).isEqualTo("STOPPED");
        assertThat(status.has("urls") && status.has("pids")).isTrue();
        assertThat(status.path("versions").path("wildfly").asText()).isNotEmpty();
        assertThat(code).isEqualTo(1);
    }

    @Test
    void statusShouldNameTheLogOfWhatHasEndedAndReadableVersions() throws IOException {
        Path log = new DataDirectory(data).wildflyLog(1);
        Files.createDirectories(log.getParent());
        Files.writeString(log, "the end");

        execute("status", "--data", data.toString());

        assertThat(out.toString()).contains(log.toString()).contains(", java ").doesNotContain("{");
    }

    @Test
    void stopShouldSucceedWhenNothingRuns() {
        assertThat(execute("stop", "--data", data.toString())).isZero();
    }

    @Test
    void stopShouldNotKillAProcessThatHasARememberedNumber() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        DataDirectory directory = new DataDirectory(data);
        KnownProcess remembered = new KnownProcess(stranger.pid(), Instant.EPOCH);
        StackState.stopped(directory)
                .with(StackState.SUPERVISOR, remembered)
                .with(StackState.WILDFLY, remembered)
                .with(StackState.POSTGRESQL, remembered)
                .write(directory.state());

        int code = execute("stop", "--data", data.toString());

        assertThat(code).isZero();
        assertThat(stranger.isAlive()).isTrue();
        assertThat(directory.state()).doesNotExist();
        stranger.destroyForcibly();
    }

    @Test
    void tokenShouldSayWhenNothingRuns() {
        int code = execute("token", "--data", data.toString());

        assertThat(err.toString()).contains("the platform does not run from " + data);
        assertThat(code).isEqualTo(1);
    }

    @Test
    void helpShouldDocumentTheExitCodes() {
        int code = execute("--help");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("Exit codes", "run", "status", "stop", "logs", "token", "demo");
    }

    private int execute(String... arguments) {
        CommandLine line = NetBuild.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
