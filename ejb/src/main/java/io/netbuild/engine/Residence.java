package io.netbuild.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The engine of one tenant's own as those see it who use it: awake while somebody is in, put to rest when nobody was for a while. Waking and putting to rest
 * exclude each other and new guests; one thread wakes, the others wait for it. Thread-safe.
 */
final class Residence {

    private int guests;
    private boolean awake;
    private boolean changing;
    private boolean outdated;
    private long emptySince = System.nanoTime();

    /** What wakes or puts to rest. */
    @FunctionalInterface
    interface Change {
        void make();
    }

    /**
     * Comes in. To be followed by {@link #leave} unless it fails.
     *
     * @param wake run when it is asleep; what it throws is thrown here, and it is asleep still
     */
    void enter(Change wake) {
        synchronized (this) {
            awaitChange();
            if (awake) {
                guests++;
                return;
            }
            changing = true;
        }
        boolean done = false;
        try {
            wake.make();
            done = true;
        } finally {
            changed(done, done ? 1 : 0);
        }
    }

    synchronized void leave() {
        guests--;
        emptySince = System.nanoTime();
    }

    /** Whether it is awake for nobody. */
    synchronized boolean isIdle() {
        return awake && !changing && guests == 0;
    }

    /** Has it be put to rest as soon as nobody is in, however short that is: what comes after will be made of what holds then. */
    synchronized void outdate() {
        outdated = awake;
    }

    /**
     * Puts it to rest if nobody is in and nobody was for so long.
     *
     * @return whether it was
     */
    boolean restAfter(Duration idle, Change rest) {
        synchronized (this) {
            boolean longEnough = outdated || System.nanoTime() - emptySince >= idle.toNanos();
            if (!awake || changing || guests > 0 || !longEnough) {
                return false;
            }
            changing = true;
        }
        close(rest);
        return true;
    }

    /** Puts it to rest whoever is in; whoever comes next wakes it again. */
    void evict(Change rest) {
        synchronized (this) {
            awaitChange();
            changing = true;
        }
        close(rest);
    }

    /** Puts it to rest whoever is in, unless that turns out not to be called for any more when it could be done. */
    void evictIf(BooleanSupplier calledFor, Change rest) {
        synchronized (this) {
            awaitChange();
            if (!calledFor.getAsBoolean()) {
                return;
            }
            changing = true;
        }
        close(rest);
    }

    private void close(Change rest) {
        try {
            rest.make();
        } finally {
            changed(false, 0);
        }
    }

    private synchronized void changed(boolean nowAwake, int newGuests) {
        awake = nowAwake;
        outdated = false;
        guests += newGuests;
        emptySince = System.nanoTime();
        changing = false;
        notifyAll();
    }

    private void awaitChange() {
        boolean interrupted = false;
        while (changing) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // it takes moments, and who waits has nowhere else to go
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
