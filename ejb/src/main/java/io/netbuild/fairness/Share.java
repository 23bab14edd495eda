package io.netbuild.fairness;

import io.netbuild.kernel.InvalidField;

/**
 * What one tenant may have of the permits.
 *
 * @param permits at the same time at most; 0 is none
 * @param queue how many requests for one may wait
 * @param weight how many turns it gets for one of a tenant with weight 1, while both wait
 */
public record Share(int permits, int queue, int weight) {

    public Share {
        if (permits < 0) {
            throw InvalidField.of("permits", permits, "zero or more");
        }
        if (queue < 0) {
            throw InvalidField.of("queue", queue, "zero or more");
        }
        if (weight < 1) {
            throw InvalidField.of("weight", weight, "at least 1");
        }
    }
}
