package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetBuildServerTest {
    @TempDir
    Path temporary;

    private final List<String> steps = new CopyOnWriteArrayList<>();

    @Test
    void serverShouldStartBeKilledRestartAndStop() throws Exception {
        Path data = temporary.resolve("data");
        DataDirectory files = new DataDirectory(data);
        int http;
        int postgres;
        try (NetBuildServer server = server().start()) {
            http = server.httpPort();
            postgres = server.postgres().port();
            long first = server.pid();
            assertThat(answer(server))
                    .isEqualTo(first + " " + server.passwords().app());
            assertThat(StackState.actual(files).state()).isEqualTo(StackState.State.RUNNING);
            assertThat(StackState.actual(files).pids()).containsEntry(StackState.WILDFLY, first);
            try (Connection app = DriverManager.getConnection(
                    server.databaseUrl(), "netbuild_app", server.passwords().app())) {
                assertThat(app.getCatalog()).isEqualTo("netbuild");
            }

            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThat(server.postgres().isRunning()).isTrue();

            server.restart();
            assertThat(server.httpPort()).isEqualTo(http);
            assertThat(server.pid()).isNotEqualTo(first);
            assertThat(answer(server)).startsWith(server.pid() + " ");
            assertThat(StackState.actual(files).pids()).containsEntry(StackState.WILDFLY, server.pid());
        }

        assertThat(Ports.isTaken(http)).isFalse();
        assertThat(Ports.isTaken(postgres)).isFalse();
        assertThat(StackState.actual(files).state()).isEqualTo(StackState.State.STOPPED);
        assertThat(steps).endsWith("Stopping WildFly", "Stopping PostgreSQL");
    }

    @Test
    void serverShouldHaveNoSecretOnItsCommandLine() throws IOException {
        try (NetBuildServer server = server().start()) {
            String command = Files.readString(Path.of("/proc/" + server.pid() + "/cmdline"));

            assertThat(server.environment()).isNotEmpty();
            server.environment().values().stream()
                    .filter(value -> !value.startsWith("jdbc:"))
                    .forEach(secret -> assertThat(command).doesNotContain(secret));
        }
    }

    @Test
    void startShouldRefuseASecondServerOfTheSameData() throws IOException {
        try (NetBuildServer server = server().start()) {
            NetBuildServerBuilder second = server();

            assertThatThrownBy(second::start)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("NetBuild runs already from " + server.data());
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void startShouldRefuseAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NetBuildServerBuilder builder = server().httpPort(taken.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " for HTTP is taken");
        }
    }

    @Test
    void startShouldTellWhatTheServerSaidAndStopTheDatabase() throws IOException {
        Path home = FakeWildFly.in(temporary.resolve("home"));
        Files.delete(home.resolve("jboss-modules.jar"));
        NetBuildServerBuilder builder = server(home);

        assertThatThrownBy(builder::start)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("WildFly ended with exit code 1 before it was ready")
                .hasMessageContaining("Unable to access jarfile");

        assertThat(steps).endsWith("Stopping PostgreSQL");
        assertThat(temporary.resolve("data/postgresql/data/postmaster.pid")).doesNotExist();
        assertThat(temporary.resolve("data/state.json")).doesNotExist();
    }

    @Test
    void startShouldRefuseWhatWasNotBuilt() {
        NetBuildServerBuilder builder = NetBuildServer.builder()
                .data(temporary.resolve("data"))
                .ear(temporary.resolve("missing.ear"))
                .serverHome(temporary);

        assertThatThrownBy(builder::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("missing.ear does not exist");
        assertThat(temporary.resolve("data")).doesNotExist();
    }

    @Test
    void startShouldRefuseAHalfWrittenArchive() throws IOException {
        NetBuildServerBuilder builder = server();
        Path ear = temporary.resolve("netbuild.ear");
        byte[] complete = Files.readAllBytes(ear);
        Files.write(ear, Arrays.copyOf(complete, complete.length / 2));

        assertThatThrownBy(builder::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("is no complete archive");
    }

    @Test
    void closeShouldNotTouchAServerThatCameAfterIt() throws IOException {
        NetBuildServer first = server().start();
        first.close();
        try (NetBuildServer second = server().start()) {
            first.close();

            assertThat(second.isRunning()).isTrue();
            assertThat(StackState.read(second.data().resolve("state.json"))).isPresent();
        }
    }

    @Test
    void startShouldStopAServerThatWasLeftRunning() throws IOException {
        Process orphan = new ProcessBuilder("sleep", "60").start();
        DataDirectory data = new DataDirectory(temporary.resolve("data"));
        data.open();
        StackState.stopped(data)
                .with(StackState.WILDFLY, KnownProcess.of(orphan.toHandle()))
                .write(data.state());

        try (NetBuildServer server = server().start()) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void nodesShouldTakeTurnsAndGoOnWithoutOneThatIsAway() throws Exception {
        DataDirectory files = new DataDirectory(temporary.resolve("data"));
        try (NetBuildServer server = server().nodes(2).start()) {
            Node one = server.nodes().get(0);
            Node two = server.nodes().get(1);
            String both = "[%d, %d]".formatted(Math.min(one.pid(), two.pid()), Math.max(one.pid(), two.pid()));
            awaitAnswers(server, both);
            assertThat(StackState.actual(files).pids())
                    .containsEntry(StackState.WILDFLY, one.pid())
                    .containsEntry("wildfly-2", two.pid());
            assertThat(StackState.actual(files).nodes())
                    .containsEntry("node-1", one.httpUrl().toString())
                    .containsEntry("node-2", two.httpUrl().toString());

            two.pause();
            awaitAnswers(server, "[" + one.pid() + "]");
            two.resume();
            awaitAnswers(server, both);

            one.kill();
            awaitAnswers(server, "[" + two.pid() + "]");
            assertThat(server.isRunning()).isTrue();
            one.start();
            awaitAnswers(server, "[%d, %d]".formatted(Math.min(one.pid(), two.pid()), Math.max(one.pid(), two.pid())));
        }

        assertThat(StackState.actual(files).state()).isEqualTo(StackState.State.STOPPED);
    }

    @Test
    void aNodeThatHasEndedShouldBeStartedAgain() throws Exception {
        DataDirectory files = new DataDirectory(temporary.resolve("data"));
        CompletableFuture<String> ended;
        try (NetBuildServer server = server().nodes(2).start()) {
            ended = CompletableFuture.supplyAsync(() -> awaitEnd(server));
            Node two = server.nodes().get(1);
            long first = two.pid();

            two.kill();

            await().untilAsserted(
                            () -> assertThat(StackState.actual(files).pids()).doesNotContainKey("wildfly-2"));
            await().untilAsserted(
                            () -> assertThat(StackState.actual(files).pids()).containsEntry("wildfly-2", two.pid()));
            assertThat(two.pid()).isNotEqualTo(first);
            assertThat(steps).anyMatch(step -> step.startsWith("Node 2 has ended and is started again in 2 s"));
            await().untilAsserted(() -> assertThat(steps).endsWith("Node 2 is ready again at " + two.httpUrl()));
            assertThat(ended).isNotDone();
        }
        assertThat(ended)
                .succeedsWithin(Duration.ofSeconds(10))
                .asString()
                .startsWith("WildFly ended unexpectedly: see its log, ");
    }

    private static String awaitEnd(NetBuildServer server) {
        try {
            return server.awaitEnd();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the processes that answer, of ten requests, are these. */
    private static void awaitAnswers(NetBuildServer server, String processes) {
        await().ignoreExceptions().atMost(Duration.ofSeconds(20)).until(() -> {
            TreeSet<Long> answered = new TreeSet<>();
            for (int i = 0; i < 10; i++) {
                String answer = answer(server);
                answered.add(Long.valueOf(answer.substring(0, answer.indexOf(' '))));
            }
            return answered.toString().equals(processes);
        });
    }

    @Test
    void startShouldStopAllNodesThatWereLeftRunning() throws IOException {
        Process orphan = new ProcessBuilder("sleep", "60").start();
        DataDirectory data = new DataDirectory(temporary.resolve("data"));
        data.open();
        StackState.stopped(data)
                .with("wildfly-2", KnownProcess.of(orphan.toHandle()))
                .write(data.state());

        try (NetBuildServer server = server().start()) {
            assertThat(orphan.isAlive()).isFalse();
        }
    }

    private NetBuildServerBuilder server() throws IOException {
        return server(FakeWildFly.in(temporary.resolve("home")));
    }

    private NetBuildServerBuilder server(Path home) throws IOException {
        Path ear = temporary.resolve("netbuild.ear");
        try (JarOutputStream archive = new JarOutputStream(Files.newOutputStream(ear))) {
            archive.putNextEntry(new JarEntry("META-INF/application.xml"));
        }
        return NetBuildServer.builder()
                .data(temporary.resolve("data"))
                .ear(ear)
                .serverHome(home)
                .heap("64m")
                .progress(steps::add);
    }

    private static String answer(NetBuildServer server) throws IOException {
        URLConnection connection = server.httpUrl().resolve("/anything").toURL().openConnection();
        connection.setReadTimeout(2000); // a request that has reached a node before it was paused waits for it
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
