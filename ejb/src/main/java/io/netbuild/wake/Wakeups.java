package io.netbuild.wake;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.placement.WatchConnections;
import io.netbuild.tenant.RegistryChange;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Listens in every database with engines for jobs that others have made, by another server or by SQL, and looks for work that nobody has told of: once at
 * the start, after every interruption, and every {@code netbuild.wake.sweep}. All engines of the main database are one connection and one statement, however many
 * there are; a tenant's own database is another of each. What this server itself does it knows without a database, and tells the others of.
 */
@ApplicationScoped
public class Wakeups {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LISTINGS_OF_CHANGES = Duration.ofSeconds(1);
    private static final String LOOK_AT_MAIN = "select * from netbuild.fn_pending_work()";
    private static final String PREPARE_OF_TENANT = "set app.current_tenant = '%s'";
    private static final String LOOK_AT_TENANT =
            """
            select '%1$s', '%1$s', engine.fn_next_job(),
                   (select count(*)::integer from engine.workflow_inbox where state = 'PENDING' and next_attempt_at <= clock_timestamp()),
                   exists (select from engine.workflow_outbox)
            """;

    private final WatchConnections connections;
    private final TenantRegistry registry;
    private final WakeSettings settings;
    private final Event<JobDue> jobs;
    private final Event<MessagesWaiting> messages;
    private final String self = UUID.randomUUID().toString();
    private final AtomicBoolean lookAtMain = new AtomicBoolean();
    private final AtomicBoolean lookAtOthers = new AtomicBoolean();
    private final AtomicBoolean tenantsChanged = new AtomicBoolean();
    private final Map<String, Long> announced = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    @Resource
    ManagedThreadFactory threadFactory;

    @Inject
    Wakeups(
            WatchConnections connections,
            TenantRegistry registry,
            WakeSettings settings,
            Event<JobDue> jobs,
            Event<MessagesWaiting> messages) {
        this.connections = connections;
        this.registry = registry;
        this.settings = settings;
        this.jobs = jobs;
        this.messages = messages;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Wakeups() {
        this(null, null, null, null, null);
    }

    /** To be called once, when work can be done. */
    public void start() {
        WatchedDatabase main =
                new WatchedDatabase("netbuild", connections::toMain, "select 1", LOOK_AT_MAIN, settings.sweep());
        Map<String, WatchedDatabase> others = new HashMap<>();
        start("wake-main", () -> {
            sendAnnounced(main);
            if (lookAtMain.getAndSet(false)) {
                main.lookSoon();
            }
            main.turn(this::heard, this::found);
        });
        long[] listed = {System.nanoTime() - BETWEEN_LISTINGS.toNanos()};
        start("wake-tenants", () -> {
            Duration pause = tenantsChanged.get() ? BETWEEN_LISTINGS_OF_CHANGES : BETWEEN_LISTINGS;
            if (System.nanoTime() - listed[0] >= pause.toNanos()) {
                tenantsChanged.set(false);
                list(others);
                listed[0] = System.nanoTime();
            }
            if (lookAtOthers.getAndSet(false)) {
                others.values().forEach(WatchedDatabase::lookSoon);
            }
            others.values().forEach(one -> one.turn(this::heard, this::found));
        });
    }

    private void start(String name, Runnable turn) {
        Thread thread = threadFactory.newThread(() -> loop(turn));
        thread.setName(name);
        threads.add(thread);
        thread.start();
    }

    private void loop(Runnable turn) {
        try {
            do {
                try {
                    turn.run();
                } catch (RuntimeException e) {
                    WakeLog.LOG.failed(e);
                }
            } while (!stopped.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the other servers that a job of an engine is going to be due, in a moment and together with other such news. Thread-safe. */
    public void announce(String engine, Duration in) {
        long at = System.nanoTime() + in.toNanos();
        synchronized (announced) {
            announced.merge(engine, at, (one, other) -> one - other < 0 ? one : other);
        }
    }

    private void sendAnnounced(WatchedDatabase main) {
        Map<String, Duration> due = new HashMap<>();
        synchronized (announced) {
            long now = System.nanoTime();
            announced.forEach((engine, at) -> due.put(engine, Duration.ofNanos(Math.max(0, at - now))));
            announced.clear();
        }
        if (!due.isEmpty()) {
            main.send(self, due);
        }
    }

    /** A tenant that may work again may have work that nobody told of meanwhile. */
    void changed(@Observes RegistryChange change) {
        lookAtMain.set(true);
        lookAtOthers.set(true);
        if (change instanceof RegistryChange.OfTenant || change instanceof RegistryChange.OfAll) {
            tenantsChanged.set(true);
        }
    }

    private void heard(Notice notice) {
        if (!notice.sender().equals(self)) {
            notice.due().forEach((engine, in) -> jobs.fire(new JobDue(engine, in)));
        }
    }

    private void found(Watch.Found found) {
        found.jobs().forEach((engine, in) -> jobs.fire(new JobDue(engine, in)));
        messages.fire(found.messages());
    }

    private void list(Map<String, WatchedDatabase> others) {
        Map<String, Tenant> tenants = new HashMap<>();
        try {
            registry.withOwnEngine().stream()
                    .filter(tenant -> tenant.placement().isolation() == Isolation.DATABASE
                            && tenant.status() == TenantStatus.ACTIVE)
                    .forEach(tenant -> tenants.put(home(tenant), tenant));
        } catch (NetBuildException e) {
            return; // the registry does not answer: those that are watched stay so
        }
        others.entrySet().removeIf(entry -> {
            if (!tenants.containsKey(entry.getKey())) {
                entry.getValue().close();
                return true;
            }
            return false;
        });
        tenants.forEach((home, tenant) -> others.computeIfAbsent(
                home,
                unknown -> new WatchedDatabase(
                        tenant.placement().database(),
                        () -> connections.toOwnDatabaseOf(tenant),
                        PREPARE_OF_TENANT.formatted(tenant.id()),
                        LOOK_AT_TENANT.formatted(tenant.id()),
                        settings.sweep())));
    }

    /** Another one after each move, though the databases may have equal names. */
    private static String home(Tenant tenant) {
        return tenant.id() + " " + tenant.epoch();
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
        threads.forEach(Thread::interrupt);
    }
}
