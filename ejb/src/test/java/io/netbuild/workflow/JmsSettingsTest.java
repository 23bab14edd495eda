package io.netbuild.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.NetBuildException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JmsSettingsTest {

    private static JmsSettings withThreads(int threads) {
        return new JmsSettings(
                true,
                "netbuild_producer",
                false,
                100,
                threads,
                4,
                5,
                10,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofDays(7));
    }

    @Test
    void pauseShouldDoubleUpToTheLongest() {
        JmsSettings settings = withThreads(8);

        assertThat(settings.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.pauseAfter(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.pauseAfter(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(settings.pauseAfter(10)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.pauseAfter(1_000)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void numbersThatLetNothingThroughShouldBeRefused() {
        assertThatThrownBy(() -> withThreads(0))
                .isInstanceOf(NetBuildException.class)
                .hasMessageContaining("netbuild.jms.threads is '0'");
    }
}
