package io.netbuild.dev;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts nodes again that have ended by themselves: soon if they had run for a while, after a growing pause if they keep ending. Used by one thread.
 */
final class NodeRestarts {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Starter starter;
    private final StateFile state;
    private final Consumer<String> tell;
    private final Map<Node, Outage> last = new HashMap<>();
    private final Set<Node> starting = new HashSet<>();

    /** Starts a node and does not wait for it. */
    @FunctionalInterface
    interface Starter {
        void start(Node node) throws IOException;
    }

    /** @param over when it was started again, null while it is not; times are {@link System#nanoTime} */
    private record Outage(long restartAt, Duration pause, @Nullable Long over) {}

    NodeRestarts(Starter starter, StateFile state, Consumer<String> tell) {
        this.starter = starter;
        this.state = state;
        this.tell = tell;
    }

    /** To be called every second or so. */
    void look(List<Node> nodes) throws IOException {
        for (Node node : nodes) {
            if (!node.isRunning()) {
                look(node);
            } else if (starting.contains(node) && node.isReady()) {
                starting.remove(node);
                tell.accept("Node %d is ready again at %s".formatted(node.number(), node.httpUrl()));
            }
        }
    }

    private void look(Node node) throws IOException {
        long now = System.nanoTime();
        Outage outage = last.get(node);
        if (outage == null || outage.over() != null) {
            Duration pause = pauseAfter(outage, now);
            last.put(node, new Outage(now + pause.toNanos(), pause, null));
            starting.remove(node);
            state.forget(StackState.wildfly(node.number()));
            tell.accept("Node %d has ended and is started again in %d s, the others go on: see %s"
                    .formatted(node.number(), pause.toSeconds(), node.log()));
        } else if (now - outage.restartAt() >= 0) {
            starter.start(node);
            starting.add(node);
            last.put(node, new Outage(outage.restartAt(), outage.pause(), now));
        }
    }

    private static Duration pauseAfter(@Nullable Outage before, long now) {
        if (before == null || before.over() == null || now - before.over() > LONGEST.toNanos()) {
            return SHORTEST;
        }
        Duration twice = before.pause().multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
