package io.netbuild.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierTest {

    @ParameterizedTest
    @CsvSource({"TRIAL,TRIAL", "free,TRIAL", "Standard,STARTER", "professional,GROWTH", "enterprise,ENTERPRISE"})
    void tiersShouldBeKnownByNameAndAlias(String given, Tier expected) {
        assertThat(Tier.parse(given)).isEqualTo(expected);
    }

    @Test
    void anUnknownTierShouldBeRefused() {
        assertThatThrownBy(() -> Tier.parse("gold")).hasMessageContaining("tier is 'gold'");
    }
}
