package io.netbuild.fairness;

import java.util.concurrent.locks.Condition;

/** A request that waits for a permit. To be used with the lock of the condition held. */
final class Waiter {

    private enum State {
        WAITING,
        GRANTED,
        REFUSED
    }

    private final Condition changed;
    private final long arrival;
    private State state = State.WAITING;

    /** @param arrival grows with each request */
    Waiter(Condition changed, long arrival) {
        this.changed = changed;
        this.arrival = arrival;
    }

    long arrival() {
        return arrival;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    boolean isGranted() {
        return state == State.GRANTED;
    }

    void grant() {
        state = State.GRANTED;
        changed.signal();
    }

    void refuse() {
        state = State.REFUSED;
        changed.signal();
    }

    /** @return what is left of the nanoseconds */
    long awaitChange(long nanoseconds) throws InterruptedException {
        return changed.awaitNanos(nanoseconds);
    }
}
