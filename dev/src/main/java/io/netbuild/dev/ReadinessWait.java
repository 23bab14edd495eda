package io.netbuild.dev;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Waits until the server says that it is ready, telling what it is doing meanwhile, or finds out why it never will be. */
final class ReadinessWait {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration NEWS = Duration.ofSeconds(10);
    private static final int LINES_SHOWN = 30;

    /** Messages of the server with fixed codes. */
    private static final Map<String, String> MILESTONES = Map.of(
            "WFLYSRV0027:", "Deploying",
            "WFLYSRV0025:", "WildFly has started",
            "WFLYSRV0026:", "WildFly has started with errors");

    private final WildFly wildfly;
    private final URI ready;
    private final Consumer<String> progress;

    ReadinessWait(WildFly wildfly, URI ready, Consumer<String> progress) {
        this.wildfly = wildfly;
        this.ready = ready;
        this.progress = progress;
    }

    /**
     * @param cancelled asked again and again; true ends the wait
     * @throws StackException if the server ended, its deployment failed, or the time is over
     */
    void await(BooleanSupplier cancelled) throws IOException, InterruptedException {
        LogFollower log = wildfly.follow();
        Instant begin = Instant.now();
        Instant news = begin.plus(NEWS);
        while (!Http.answersOk(ready)) {
            log.newLines().forEach(this::tellMilestone);
            failIfHopeless(cancelled);
            Duration waited = Duration.between(begin, Instant.now());
            if (waited.compareTo(TIMEOUT) > 0) {
                throw failed("the server was not ready within " + TIMEOUT.toSeconds() + " s (" + ready + ")");
            }
            if (Instant.now().isAfter(news)) {
                news = news.plus(NEWS);
                progress.accept("Waiting for " + ready + " since " + waited.toSeconds() + " s");
            }
            wildfly.process().waitFor(PAUSE);
        }
        log.newLines().forEach(this::tellMilestone);
    }

    private void failIfHopeless(BooleanSupplier cancelled) throws IOException {
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new StackException("stopped while starting");
        }
        if (!wildfly.process().isAlive()) {
            throw failed("WildFly ended with exit code " + wildfly.process().exitCode() + " before it was ready");
        }
        Optional<String> reason = wildfly.deploymentFailure();
        if (reason.isPresent()) {
            throw failed("the deployment failed: " + reason.get());
        }
    }

    private void tellMilestone(String line) {
        MILESTONES.forEach((code, text) -> {
            if (line.contains(code)) {
                progress.accept(text);
            }
        });
    }

    private StackException failed(String what) {
        List<String> lines = wildfly.lastLines(LINES_SHOWN);
        return new StackException(
                what + "\nThe last lines of " + wildfly.log().path() + ":\n  " + String.join("\n  ", lines));
    }
}
