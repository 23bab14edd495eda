package io.netbuild.move;

import io.netbuild.kernel.InvalidField;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How moves go about it, by the keys {@code netbuild.move.…}:
 *
 * <ul>
 *   <li>{@code at-once}: how many moves this server works on at the same time (default 2)
 *   <li>{@code page-rows}: rows that are copied or deleted in one transaction at most (default 10000)
 *   <li>{@code most-rest}: for how many times as long as it has worked a move rests while others work, for one time at most when twenty rounds of changes were not enough to catch up (default 6)
 *   <li>{@code page-pause}: after each page, or portion of one while others work, in any case (default none)
 *   <li>{@code small-round}: with at most so many changed rows since the last round the tenant is frozen (default 500)
 *   <li>{@code freeze-wait}: how long running work may keep a frozen tenant from moving before it is let go again (default 3 s)
 *   <li>{@code drain}: how long calls that were let in before the tenant was frozen may go on to begin transactions (default 0.5 s)
 *   <li>{@code keep}: for how long what a tenant has left is kept after its switch, unless the request says so itself (default none)
 *   <li>{@code attempts}: how often a move may fail before it is rolled back (default 5)
 * </ul>
 */
@Dependent
public class MoveSettings {

    private final int atOnce;
    private final int pageRows;
    private final double mostRest;
    private final Duration pagePause;
    private final int smallRound;
    private final Duration freezeWait;
    private final Duration drain;
    private final Duration keep;
    private final int attempts;

    @Inject
    MoveSettings(
            @ConfigProperty(name = "netbuild.move.at-once", defaultValue = "2") int atOnce,
            @ConfigProperty(name = "netbuild.move.page-rows", defaultValue = "10000") int pageRows,
            @ConfigProperty(name = "netbuild.move.most-rest", defaultValue = "6") double mostRest,
            @ConfigProperty(name = "netbuild.move.page-pause", defaultValue = "PT0S") Duration pagePause,
            @ConfigProperty(name = "netbuild.move.small-round", defaultValue = "500") int smallRound,
            @ConfigProperty(name = "netbuild.move.freeze-wait", defaultValue = "PT3S") Duration freezeWait,
            @ConfigProperty(name = "netbuild.move.drain", defaultValue = "PT0.5S") Duration drain,
            @ConfigProperty(name = "netbuild.move.keep", defaultValue = "PT0S") Duration keep,
            @ConfigProperty(name = "netbuild.move.attempts", defaultValue = "5") int attempts) {
        this.atOnce = atLeastOne("at-once", atOnce);
        this.pageRows = atLeastOne("page-rows", pageRows);
        this.mostRest = notNegative("most-rest", mostRest);
        this.pagePause = pagePause;
        this.smallRound = atLeastOne("small-round", smallRound);
        this.freezeWait = freezeWait;
        this.drain = drain;
        this.keep = NewMove.requireKeep("netbuild.move.keep", keep);
        this.attempts = atLeastOne("attempts", attempts);
    }

    private static int atLeastOne(String key, int value) {
        if (value < 1) {
            throw InvalidField.of("netbuild.move." + key, value, "1 or more");
        }
        return value;
    }

    private static double notNegative(String key, double value) {
        if (!(value >= 0)) {
            throw InvalidField.of("netbuild.move." + key, value, "0 or more");
        }
        return value;
    }

    int atOnce() {
        return atOnce;
    }

    int pageRows() {
        return pageRows;
    }

    double mostRest() {
        return mostRest;
    }

    Duration pagePause() {
        return pagePause;
    }

    int smallRound() {
        return smallRound;
    }

    Duration freezeWait() {
        return freezeWait;
    }

    Duration drain() {
        return drain;
    }

    Duration keep() {
        return keep;
    }

    int attempts() {
        return attempts;
    }
}
