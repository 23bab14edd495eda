package io.netbuild.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The application server as a child process. Its base directory gets the provisioned configuration and the deployment
 * afresh at each start; only its {@code data} (transaction log, credential store) and {@code log} stay.
 */
final class WildFly {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    /** What bin/common.sh of the server sets for a modular JDK, and bin/standalone.conf otherwise. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true",
            "-Djboss.modules.system.pkgs=org.jboss.byteman",
            "-Djdk.serialFilter=maxbytes=10485760;maxdepth=128;maxarray=100000;maxrefs=300000",
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    private final Path home;
    private final Path base;
    private final Path deployment;
    private final ChildProcess process;
    private final long loggedBefore;

    private WildFly(Path home, Path base, Path deployment, ChildProcess process, long loggedBefore) {
        this.home = home;
        this.base = base;
        this.deployment = deployment;
        this.process = process;
        this.loggedBefore = loggedBefore;
    }

    /**
     * @param home the provisioned server
     * @param base its directory for this installation
     * @param configuration name of its configuration file
     * @param deployment the EAR
     * @param heap maximum size, as the JVM takes it
     * @param environment holds the secrets, which would be visible to everybody as arguments
     */
    static WildFly start(
            Path home,
            Path base,
            String configuration,
            Path deployment,
            String heap,
            Map<String, String> systemProperties,
            Map<String, String> environment)
            throws IOException {
        prepare(home, base, deployment);
        LogFile log = new LogFile(base.resolve("log").resolve("server.log"));
        long logged = log.size();
        ChildProcess process = ChildProcess.start(
                "TERM",
                command(home, base, configuration, heap, systemProperties),
                environment,
                base.resolve("log").resolve("console.log"));
        return new WildFly(home, base, deployment, process, logged);
    }

    private static void prepare(Path home, Path base, Path deployment) throws IOException {
        for (String fresh : List.of("configuration", "deployments", "lib", "tmp")) {
            Directories.delete(base.resolve(fresh));
        }
        Directories.createPrivate(base);
        Directories.copy(home.resolve("standalone"), base);
        Directories.createPrivate(base.resolve("log"));
        Files.deleteIfExists(base.resolve("log").resolve("console.log"));
        Files.copy(
                deployment,
                base.resolve("deployments").resolve(deployment.getFileName().toString()),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> command(
            Path home, Path base, String configuration, String heap, Map<String, String> systemProperties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.addAll(JVM_OPTIONS);
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.server.base.dir=" + base);
        command.add("-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"));
        command.add("-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"));
        command.add("-Dnetbuild.log.console=OFF");
        systemProperties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "--read-only-server-config=" + configuration)); // what changes at run time follows from the registry
        return command;
    }

    ChildProcess process() {
        return process;
    }

    LogFile log() {
        return new LogFile(base.resolve("log").resolve("server.log"));
    }

    Path home() {
        return home;
    }

    /** The last lines of this start: what the server logged, or what the JVM said when it did not come that far. */
    List<String> lastLines(int count) {
        List<String> logged = log().path().toFile().exists() ? log().tail(count, loggedBefore) : List.of();
        return logged.isEmpty() ? new LogFile(base.resolve("log").resolve("console.log")).tail(count, 0) : logged;
    }

    /** A follower of what is logged from this start on. */
    LogFollower follow() {
        return new LogFollower(log().path(), loggedBefore);
    }

    /** {@return why the deployment failed; empty as long as it has not} */
    Optional<String> deploymentFailure() throws IOException {
        Path marker = base.resolve("deployments").resolve(deployment.getFileName() + ".failed");
        return Files.exists(marker)
                ? Optional.of(unquoted(Files.readString(marker).strip()))
                : Optional.empty();
    }

    /** The file holds a string as the management protocol writes it, quotes within quotes. */
    private static String unquoted(String text) {
        return text.replaceAll("^\"|\"$", "").replaceAll("\\\\+\"", "\"");
    }

    /** Lets running requests end and stops; kills it when it does not stop in time. */
    void stop() {
        process.terminate();
        if (!process.waitFor(STOP_TIMEOUT)) {
            process.kill();
            process.waitFor(STOP_TIMEOUT);
        }
    }

    void kill() {
        process.kill();
        process.waitFor(STOP_TIMEOUT);
    }
}
