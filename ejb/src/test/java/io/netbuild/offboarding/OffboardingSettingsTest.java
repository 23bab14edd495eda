package io.netbuild.offboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    @Test
    void aDateThatIsFarAwayShouldBeRefused() {
        for (Instant far :
                List.of(Instant.parse("+999999999-12-31T23:59:59Z"), Instant.parse("2037-03-01T00:00:00Z"))) {
            assertThatThrownBy(() -> SETTINGS.purgeAt(far, false, NOW))
                    .hasMessageContaining("purgeAt is '" + far)
                    .hasMessageContaining("at most ten years ahead");
        }
        Instant near = Instant.parse("2036-12-31T00:00:00Z");
        assertThat(SETTINGS.purgeAt(near, false, NOW)).isEqualTo(near);
        Duration years = Duration.ofDays(7300);
        assertThat(new OffboardingSettings(years).purgeAt(null, false, NOW)).isEqualTo(NOW.plus(years));
    }
}
