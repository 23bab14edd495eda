package io.netbuild.offboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OffboardingSettingsTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofDays(30);
    private static final OffboardingSettings SETTINGS = new OffboardingSettings(GRACE);

    @Test
    void withoutADateItShouldBeTheFirstThatIsAllowed() {
        assertThat(SETTINGS.purgeAt(null, false, NOW)).isEqualTo(NOW.plus(GRACE));
        assertThat(SETTINGS.purgeAt(null, true, NOW)).isEqualTo(NOW);
    }

    @Test
    void aDateWithinTheGraceShouldNeedToBeMeant() {
        Instant soon = NOW.plus(GRACE).minusMillis(1);

        assertThat(SETTINGS.purgeAt(NOW.plus(GRACE), false, NOW)).isEqualTo(NOW.plus(GRACE));
        assertThatThrownBy(() -> SETTINGS.purgeAt(soon, false, NOW)).hasMessageContaining("immediately");
        assertThat(SETTINGS.purgeAt(soon, true, NOW)).isEqualTo(soon);
    }

    @Test
    void aDateThatHasPassedShouldBeRefused() {
        assertThatThrownBy(() -> SETTINGS.purgeAt(NOW.minusMillis(1), true, NOW))
                .hasMessageContaining("not before now");
    }
}
