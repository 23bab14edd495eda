package io.netbuild.tenant;

import io.netbuild.metric.PlatformMetrics;
import io.netbuild.tenant.internal.RegistryConnection;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Follows the changes of the registry on a connection of its own, tells the {@link RegistryChange}s to whoever keeps something of it, and then renews the
 * {@link RegistryLease}. It asks when PostgreSQL says that there is something, and four times within a lease anyway, so a message that was lost costs
 * that much. Each answer has the time of the database in it, see {@link NodeClock}. With a new connection everything may have changed: the server may be another one than before.
 *
 * <p>{@code netbuild.registry.url} (default {@code netbuild.database.url}) is for installations whose usual URL leads to a pooler that hands a session
 * to another client after each transaction: notifications need one for themselves.
 */
@ApplicationScoped
public class RegistryListener {

    private static final int QUESTIONS_PER_LEASE = 4;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RegistryLease lease;
    private final NodeClock clock;
    private final Event<RegistryChange> changes;
    private final PlatformMetrics metrics;
    private final String url;
    private final String password;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean lost;

    @Resource
    ManagedThreadFactory threadFactory;

    @Inject
    RegistryListener(
            RegistryLease lease,
            NodeClock clock,
            Event<RegistryChange> changes,
            PlatformMetrics metrics,
            @ConfigProperty(name = "netbuild.registry.url") Optional<String> url,
            @ConfigProperty(name = "netbuild.database.url") String database,
            @ConfigProperty(name = "netbuild.system.password") String password) {
        this.lease = lease;
        this.clock = clock;
        this.changes = changes;
        this.metrics = metrics;
        this.url = url.orElse(database);
        this.password = password;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected RegistryListener() {
        this(null, null, null, null, Optional.empty(), "", "");
    }

    /** Begins to follow; the registry's tables must be there. */
    public synchronized void start() {
        thread = threadFactory.newThread(this::follow);
        thread.setName("registry-listener");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        Duration pause = SHORTEST_PAUSE;
        do {
            try (RegistryConnection connection =
                    RegistryConnection.open(url, password, lease.length().dividedBy(2))) {
                connection.listen();
                confirm(connection);
                began();
                pause = SHORTEST_PAUSE;
                while (stopped.getCount() > 0) {
                    connection.awaitNotification(lease.length().dividedBy(QUESTIONS_PER_LEASE));
                    confirm(connection);
                }
            } catch (SQLException | RuntimeException e) {
                ended(e);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        } while (!stopsWithin(pause));
    }

    private void confirm(RegistryConnection connection) throws SQLException {
        RegistryLease.Moment asked = lease.now();
        List<RegistryChange> found = connection.changes();
        clock.compare(asked.millis(), lease.now().millis(), connection.clock());
        for (RegistryChange change : found) {
            changes.fire(change);
            metrics.registryChange();
        }
        lease.confirm(asked, connection.version());
    }

    private void began() {
        lost = false;
        RegistryLog.LOG.following(Long.toString(lease.version()));
    }

    private void ended(Exception reason) {
        if (!lost && stopped.getCount() > 0) {
            lost = true;
            RegistryLog.LOG.lost(String.valueOf(reason.getMessage()));
        }
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @PreDestroy
    synchronized void stop() {
        stopped.countDown();
        if (thread != null) {
            try {
                thread.join(LONGEST_PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
