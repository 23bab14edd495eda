package io.netbuild.offboarding;

import io.netbuild.offboarding.internal.OffboardingStore;
import io.netbuild.provisioning.TenantLocks;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has tenants erased whose date has come, one at a time on this server and each by one server only, until there is a certificate. An erasure that a server was working
 * on when it died is found by the next look of any other, or of itself when it is back.
 */
@ApplicationScoped
public class Erasures {

    private static final int LONGEST_PAUSE_SECONDS = 60;

    private final OffboardingStore store;
    private final TenantLocks locks;
    private final ErasureRun run;
    private @Nullable Thread working;
    private boolean lost;

    @Resource
    ManagedThreadFactory threadFactory;

    @Inject
    Erasures(OffboardingStore store, TenantLocks locks, ErasureRun run) {
        this.store = store;
        this.locks = locks;
        this.run = run;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Erasures() {
        this(null, null, null);
    }

    /** Looks for a tenant that is due. To be called every few seconds. */
    public synchronized void look() {
        if (working != null && working.isAlive()) {
            return;
        }
        try {
            for (Offboarding due : store.due()) {
                Optional<TenantLocks.Lock> lock = locks.tryLock(due.tenant());
                if (lock.isPresent()) {
                    start(due, lock.get());
                    return;
                }
            }
            lost = false;
        } catch (SQLException | RuntimeException e) {
            if (!lost) {
                lost = true;
                ErasureLog.LOG.notLooked(String.valueOf(e.getMessage()));
            }
        }
    }

    private void start(Offboarding due, TenantLocks.Lock lock) {
        boolean started = false;
        try {
            Thread thread = threadFactory.newThread(() -> {
                try (lock) {
                    erase(due);
                }
            });
            thread.setName("erasure-" + due.tenant());
            thread.setDaemon(true);
            thread.start();
            working = thread;
            started = true;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private void erase(Offboarding due) {
        try {
            if (store.find(due.tenant())
                    .filter(now -> now.id().equals(due.id()))
                    .isEmpty()) {
                return; // somebody else has done it just before
            }
            ErasureLog.LOG.erased(due.tenant(), run.run(due));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // this server is stopping
        } catch (SQLException | ErasureIncompleteException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            ErasureLog.LOG.failed(due.tenant(), reason);
            note(due, reason);
        }
    }

    private void note(Offboarding due, String reason) {
        try {
            store.failed(due.id(), reason, Math.min(LONGEST_PAUSE_SECONDS, 1 << Math.min(due.attempts() + 1, 6)));
        } catch (SQLException | RuntimeException e) {
            ErasureLog.LOG.notLooked(String.valueOf(e.getMessage()));
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (working != null) {
            working.interrupt();
        }
    }
}
