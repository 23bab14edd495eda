package io.netbuild.it.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.NetBuild;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./netbuild send}, as a process of its own. */
class SendHttpIT {

    private static final TestTenant TENANT = TestTenant.shared("send");

    private static ApiKey key = new ApiKey("", "");

    @TempDir
    Path directory;

    @BeforeAll
    static void make() {
        TENANT.create().engine().deploy(Models.of("simple"));
        key = Keys.ofTenant(TENANT);
    }

    private record Ended(int code, List<String> output, String errors) {}

    /** The class path that the launcher has. */
    private static String commandLine() {
        Path built = Path.of(Objects.requireNonNull(System.getProperty("netbuild.cache")))
                .resolveSibling("classes");
        return built + File.pathSeparator + built.resolveSibling("lib") + File.separator + "*";
    }

    private Ended send(String secret, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                commandLine(),
                NetBuild.class.getName(),
                "send",
                "--url",
                Stack.server().httpUrl().toString(),
                "--tenant",
                TENANT.id()));
        command.addAll(List.of(options));
        Path errors = directory.resolve("errors");
        ProcessBuilder process = new ProcessBuilder(command).redirectError(errors.toFile());
        process.environment().put("NETBUILD_API_KEY", key.id() + "." + secret);
        Process started = process.start();
        List<String> output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Ended(started.waitFor(), output, Files.readString(errors));
    }

    @Test
    void commandShouldBeSentAndItsIdPrinted() throws Exception {
        Ended sent = send(
                key.secret(), "--definition", "simple", "--business-key", "sent", "--variable", "amount:Integer=7");

        assertThat(sent.code()).as(sent.errors()).isZero();
        assertThat(sent.output()).hasSize(1);
        Mail.awaitStarted(TENANT, "processInstanceBusinessKey=sent", 1);
        String instance = TENANT.engine().only("/process-instance?businessKey=sent");
        assertThat(TENANT.engine()
                        .api()
                        .get("/process-instance/" + instance + "/variables/amount")
                        .text("value"))
                .isEqualTo("7");
    }

    @Test
    void fileShouldBeSentAsManyTimesAsWanted() throws Exception {
        Path body = Files.writeString(directory.resolve("body.json"), Mail.start("simple", "from a file"));

        Ended sent = send(key.secret(), "--file", body.toString(), "--count", "3");

        assertThat(sent.code()).as(sent.errors()).isZero();
        assertThat(sent.output()).hasSize(3).doesNotHaveDuplicates();
        Mail.awaitStarted(TENANT, "processInstanceBusinessKey=from+a+file", 3);
    }

    @Test
    void keyThatIsNotGoodShouldBeSaidWithoutShowingIt() throws Exception {
        Ended refused = send("not-the-secret", "--definition", "simple");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors().strip())
                .isEqualTo("netbuild: not sent: the API key is wrong, revoked or expired, or may not send");
    }
}
