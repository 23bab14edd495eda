package io.netbuild.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeClockTest {

    private static final long NOW = 1_800_000_000_000L;

    private final List<Duration> corrections = new ArrayList<>();
    private final NodeClock clock = new NodeClock(events());

    @SuppressWarnings("unchecked")
    private Event<ClockCorrection> events() {
        return (Event<ClockCorrection>) Proxy.newProxyInstance(
                Event.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    corrections.add(((ClockCorrection) arguments[0]).add());
                    return null;
                });
    }

    @Test
    void aSmallDifferenceShouldBeNone() {
        clock.compare(NOW, NOW + 2, NOW + 240);
        clock.compare(NOW, NOW + 2, NOW - 240);

        assertThat(corrections).isEmpty();
    }

    @Test
    void aNodeShouldBeCorrectedOnceByTheMiddleBetweenQuestionAndAnswer() {
        clock.compare(NOW, NOW + 10, NOW - 90_000 + 5);
        clock.compare(NOW + 500, NOW + 502, NOW - 89_500 + 1);

        assertThat(corrections).containsExactly(Duration.ofSeconds(-90));
    }

    @Test
    void anAnswerThatTookLongShouldProveNothing() {
        clock.compare(NOW, NOW + 2_000, NOW + 1_900);

        assertThat(corrections).isEmpty();
    }

    @Test
    void aClockThatWasSetRightShouldBeLeftAlone() {
        clock.compare(NOW, NOW, NOW - 90_000);
        clock.compare(NOW, NOW, NOW);

        assertThat(corrections).containsExactly(Duration.ofSeconds(-90), Duration.ZERO);
    }
}
