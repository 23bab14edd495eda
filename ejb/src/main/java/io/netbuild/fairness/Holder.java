package io.netbuild.fairness;

import java.util.ArrayDeque;
import java.util.Deque;

/** One tenant with its permits, its queue and its turn. Not thread-safe. */
final class Holder {

    private final Deque<Waiter> queue = new ArrayDeque<>();
    private Share share;
    private int taken;

    /** Where it stands in the order of turns; it grows with each permit, the more slowly the more weight it has. */
    private double turn;

    Holder(Share share) {
        this.share = share;
    }

    /** @param now who did not wait has no claim from the past, and begins with the present turn */
    Waiter enqueue(Share present, double now, Waiter waiter) {
        share = present;
        if (queue.isEmpty()) {
            turn = Math.max(turn, now);
        }
        queue.addLast(waiter);
        return waiter;
    }

    void grantFirst() {
        queue.removeFirst().grant();
        taken++;
        turn += 1.0 / share.weight();
    }

    void refuseLast() {
        queue.removeLast().refuse();
    }

    /** @return whether it was still waiting */
    boolean forget(Waiter waiter) {
        return queue.remove(waiter);
    }

    /** @param now who waited for nobody but itself has no claim on others' turns */
    void giveBack(double now) {
        if (isFull()) {
            turn = Math.max(turn, now);
        }
        taken--;
    }

    boolean mayGoOn() {
        return !queue.isEmpty() && !isFull();
    }

    boolean isFull() {
        return taken >= share.permits();
    }

    boolean isIdle() {
        return taken == 0 && queue.isEmpty();
    }

    boolean hasTooLongAQueue() {
        return queue.size() > share.queue();
    }

    double queueForItsWeight() {
        return (double) queue.size() / share.weight();
    }

    double turn() {
        return turn;
    }

    /** Of the first in the queue. */
    long arrival() {
        Waiter first = queue.peekFirst();
        return first == null ? Long.MAX_VALUE : first.arrival();
    }

    int taken() {
        return taken;
    }

    int waiting() {
        return queue.size();
    }
}
