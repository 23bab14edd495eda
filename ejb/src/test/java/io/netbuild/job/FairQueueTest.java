package io.netbuild.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final FairQueue<String> queue = new FairQueue<>(2);

    private void add(String tenant, int weight, int count) {
        for (int i = 0; i < count; i++) {
            queue.add(tenant, weight, tenant + i);
        }
    }

    /** Runs so many on one thread, and counts whose they were. */
    private Map<String, Integer> run(int count, Map<String, Duration> times) {
        Map<String, Integer> turns = new HashMap<>();
        for (int i = 0; i < count; i++) {
            queue.take().ifPresent(turn -> {
                turns.merge(turn.tenant(), 1, Integer::sum);
                queue.done(turn, times.getOrDefault(turn.tenant(), SHORT));
            });
        }
        return turns;
    }

    @Test
    void aFloodShouldNotDelayASingleOne() {
        add("flood", 1, 1000);
        run(100, Map.of());

        add("quiet", 1, 1);

        assertThat(run(2, Map.of())).containsEntry("quiet", 1);
    }

    @Test
    void sharesShouldBeThoseOfTheWeights() {
        add("light", 1, 1000);
        add("heavy", 8, 1000);

        Map<String, Integer> turns = run(900, Map.of());

        assertThat(turns.get("heavy")).isBetween(790, 810);
        assertThat(turns.get("light")).isBetween(90, 110);
    }

    @Test
    void whatCountsShouldBeTimeAndNotNumber() {
        add("slow", 1, 1000);
        add("fast", 1, 1000);

        Map<String, Integer> turns = run(440, Map.of("slow", Duration.ofMillis(100)));

        assertThat(turns.get("fast")).isBetween(380, 420); // ten of them take as long as a slow one
    }

    @Test
    void whoWasIdleShouldNotCatchUp() {
        add("busy", 1, 1000);
        add("other", 1, 1);
        run(200, Map.of());

        add("other", 1, 1000);

        Map<String, Integer> turns = run(100, Map.of());
        assertThat(turns.get("busy")).isBetween(45, 55);
    }

    @Test
    void nobodyShouldRunMoreThanTheCap() {
        add("one", 1, 5);
        add("two", 1, 1);

        List<String> taken = Stream.generate(queue::take)
                .limit(4)
                .flatMap(java.util.Optional::stream)
                .map(FairQueue.Turn::tenant)
                .toList();

        assertThat(taken).containsExactlyInAnyOrder("one", "one", "two");
        assertThat(queue.take()).isEmpty();
        assertThat(queue.held("one")).isEqualTo(5);
    }

    @Test
    void theLongestWaitingShouldBeFirstAmongEquals() {
        add("b", 1, 1);
        add("a", 1, 1);

        assertThat(queue.take().map(FairQueue.Turn::tenant)).contains("b");
        assertThat(queue.take().map(FairQueue.Turn::tenant)).contains("a");
    }

    @Test
    void orderOfATenantShouldBeKept() {
        add("one", 1, 3);

        assertThat(Stream.of(queue.take(), queue.take())
                        .map(turn -> turn.orElseThrow().work()))
                .containsExactly("one0", "one1");
    }

    @Test
    void whatIsDoneShouldBeForgotten() {
        add("one", 1, 3);
        run(3, Map.of());

        assertThat(queue.held()).isEmpty();
        assertThat(queue.take()).isEmpty();
    }
}
