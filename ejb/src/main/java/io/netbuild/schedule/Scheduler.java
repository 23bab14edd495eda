package io.netbuild.schedule;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the executor for what is to be done later, or again and again: {@code @Inject ScheduledExecutorService}. Its few threads are the container's, but it goes on while the
 * server is suspended, which it is each time before it stops. The container's own scheduler logs an error for whatever is due then, and never does again what was to be repeated. It
 * ends with the application.
 */
@ApplicationScoped
public class Scheduler {

    private static final int THREADS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Resource
    ManagedThreadFactory threadFactory;

    @Resource
    ContextService contexts;

    private @Nullable ContextualScheduler executor;

    @PostConstruct
    void start() {
        executor = new ContextualScheduler(THREADS, threadFactory, contexts::contextualRunnable);
    }

    @Produces
    ScheduledExecutorService executor() {
        if (executor == null) {
            throw new IllegalStateException("The scheduler has not been started");
        }
        return executor;
    }

    /** Waits for what is just being done. */
    @PreDestroy
    void stop() {
        if (executor == null) {
            return;
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
