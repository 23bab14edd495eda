package io.netbuild.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One WildFly of a server, with a directory, ports and a log of its own; they share secrets, database and the keys of the development issuer. */
public final class Node {
    private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(5);

    private final NetBuildServerBuilder options;
    private final ServerSettings settings;
    private final StateFile state;
    private final BooleanSupplier closing;
    private volatile @Nullable WildFly wildfly;
    private volatile Map<String, String> launchedWith = Map.of();

    Node(NetBuildServerBuilder options, ServerSettings settings, StateFile state, BooleanSupplier closing) {
        this.options = options;
        this.settings = settings;
        this.state = state;
        this.closing = closing;
    }

    /** 1 for the first. */
    public int number() {
        return settings.node();
    }

    /** Where it answers itself, past the reverse proxy; without a slash at the end. */
    public URI httpUrl() {
        return settings.httpUrl();
    }

    /** WildFly's management port on 127.0.0.1. */
    public int managementPort() {
        return settings.managementPort();
    }

    /** The file that its WildFly writes its log to. */
    public Path log() {
        return settings.data().wildflyLog(number());
    }

    public boolean isRunning() {
        WildFly running = wildfly;
        return running != null && running.process().isAlive();
    }

    /** WildFly's process id. */
    public long pid() {
        return running().process().pid();
    }

    Map<String, String> environment(String databaseUrl) {
        return settings.environment(databaseUrl);
    }

    Map<String, String> urls(URI platform) {
        return settings.urls(platform);
    }

    /** Starts WildFly and returns at once. */
    synchronized void launch(Map<String, String> environment) throws IOException {
        if (closing.getAsBoolean()) {
            throw new StackException("stopped while starting");
        }
        Directories.createPrivate(settings.data().issuer());
        Path ear = options.ear();
        options.tell("Starting WildFly " + Versions.ofThisBuild().wildfly()
                + (settings.proxied() ? " as node " + number() : "") + " on port " + settings.httpPort() + " with "
                + ear.getFileName());
        Map<String, String> own = new HashMap<>(environment);
        own.putAll(options.environment(number()));
        WildFly started = WildFly.start(
                options.serverHome(),
                settings.data().wildfly(number()),
                settings.configuration(),
                ear,
                options.heap(),
                settings.systemProperties(options.systemProperties(number())),
                own);
        wildfly = started;
        launchedWith = environment;
        state.remember(StackState.wildfly(number()), started.process().pid());
    }

    /** Waits until it can serve requests. */
    void awaitReady() throws IOException, InterruptedException {
        new ReadinessWait(running(), settings.readiness(), options::tell).await(closing);
    }

    /** Whether it serves requests now; asks it. */
    boolean isReady() {
        return isRunning() && Http.answersOk(settings.readiness());
    }

    /** Starts WildFly again, on the same ports with the same data, unless it runs; returns when it is ready. */
    public void start() {
        try {
            if (!isRunning()) {
                launch(launchedWith);
            }
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while starting " + name(), e);
        }
    }

    /** Kills WildFly as a crash would (kill -9). */
    public void kill() {
        running().kill();
    }

    /** Stops WildFly's time (SIGSTOP): it does nothing and answers nobody until {@link #resume}, but all its connections stay. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a WildFly that was paused go on where it was (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder(List.of("kill", "-s", signal, Long.toString(pid()))).start();
            if (!kill.waitFor(SIGNAL_PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new StackException("process " + pid() + " does not take the signal " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    /** Asks WildFly to stop; does not wait. */
    void beginStop() {
        if (isRunning()) {
            options.tell("Stopping " + name());
            resume();
            running().process().terminate();
        }
    }

    /** Stops WildFly, if it runs. */
    void stop() {
        if (isRunning()) {
            running().stop();
        }
    }

    private String name() {
        return number() == 1 && !settings.proxied() ? "WildFly" : "WildFly " + number();
    }

    private WildFly running() {
        WildFly running = wildfly;
        if (running == null) {
            throw new IllegalStateException("the server is not started");
        }
        return running;
    }
}
