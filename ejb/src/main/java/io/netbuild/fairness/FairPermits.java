package io.netbuild.fairness;

import io.netbuild.fairness.NoPermitException.Reason;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.TenantId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A number of permits for tenants. Each may have as many as its {@link Share} says; who asks for more waits, first come first served within the tenant. When
 * there are not enough for all, tenants that wait take turns by weight (start-time fair queueing, with one permit as the unit of work), so that many requests
 * of one do not delay the single one of another. Also the places to wait in are few; when they are taken, the last one who waits of the tenant with
 * most of them for its weight makes room. Thread-safe.
 */
public final class FairPermits {

    private final int permits;
    private final int places;
    private final Duration patience;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TenantId, Holder> holders = new HashMap<>();
    private int taken;
    private int waiting;
    private long arrivals;

    /** Where the turns have got to: the turn of whoever was last given a permit. */
    private double now;

    /**
     * @param permits for all tenants together
     * @param places in which requests of all tenants together can wait
     * @param patience how long one waits
     */
    public FairPermits(int permits, int places, Duration patience) {
        if (permits < 1) {
            throw InvalidField.of("permits", permits, "at least 1");
        }
        this.permits = permits;
        this.places = places;
        this.patience = patience;
    }

    /** To be closed by whoever is done; closing it again does nothing. */
    public interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /** What a tenant has and waits for at the moment. */
    public record Use(int taken, int waiting) {}

    /**
     * Takes a permit, waiting for it if need be.
     *
     * @param share holds for this request and, from now on, for those of the tenant that wait already
     * @throws NoPermitException when there was none in time, or no place to wait in; also when the thread is interrupted, which it stays
     */
    public Permit take(TenantId tenant, Share share) throws NoPermitException {
        lock.lock();
        try {
            Holder holder = holders.computeIfAbsent(tenant, unknown -> new Holder(share));
            Waiter waiter = holder.enqueue(share, now, new Waiter(lock.newCondition(), arrivals++));
            waiting++;
            grant();
            if (waiter.isWaiting()) {
                makeRoom(holder, waiter);
                await(holder, waiter);
            }
            return new Taken(holder);
        } finally {
            lock.unlock();
        }
    }

    /** Gives permits that are free to whoever's turn it is. */
    private void grant() {
        while (taken < permits) {
            Optional<Holder> next = holders.values().stream()
                    .filter(Holder::mayGoOn)
                    .min(Comparator.comparingDouble(Holder::turn).thenComparingLong(Holder::arrival));
            if (next.isEmpty()) {
                return;
            }
            now = Math.max(now, next.get().turn());
            next.get().grantFirst();
            waiting--;
            taken++;
        }
    }

    private void makeRoom(Holder holder, Waiter waiter) throws NoPermitException {
        if (holder.hasTooLongAQueue()) {
            throw refused(holder, waiter);
        }
        if (waiting <= places) {
            return;
        }
        Holder longest = holders.values().stream()
                .max(Comparator.comparingDouble(Holder::queueForItsWeight))
                .orElse(holder);
        if (longest == holder || longest.queueForItsWeight() <= holder.queueForItsWeight()) {
            throw refused(holder, waiter);
        }
        longest.refuseLast();
        waiting--;
    }

    private void await(Holder holder, Waiter waiter) throws NoPermitException {
        long left = patience.toNanos();
        try {
            while (waiter.isWaiting() && left > 0) {
                left = waiter.awaitChange(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!waiter.isGranted()) {
            throw refused(holder, waiter);
        }
    }

    private NoPermitException refused(Holder holder, Waiter waiter) {
        if (holder.forget(waiter)) {
            waiting--;
        }
        return new NoPermitException(holder.isFull() ? Reason.TENANT : Reason.ALL, holder.taken());
    }

    /** The tenants that have permits or wait for one. Forgets those whose past does not matter any more. */
    public Map<TenantId, Use> uses() {
        lock.lock();
        try {
            holders.values().removeIf(holder -> holder.isIdle() && holder.turn() <= now);
            Map<TenantId, Use> uses = new HashMap<>();
            holders.forEach((tenant, holder) -> {
                if (!holder.isIdle()) {
                    uses.put(tenant, new Use(holder.taken(), holder.waiting()));
                }
            });
            return uses;
        } finally {
            lock.unlock();
        }
    }

    private final class Taken implements Permit {

        private final Holder holder;
        private boolean open = true;

        Taken(Holder holder) {
            this.holder = holder;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (open) {
                    open = false;
                    taken--;
                    holder.giveBack(now);
                    if (taken == 0 && waiting == 0) {
                        holders.clear(); // nobody is owed anything
                    }
                    grant();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
