package io.netbuild.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedFreezeTest {

    @Test
    void aTenantShouldStandStillAsLongAsMostOthersDid() {
        assertThat(ExpectedFreeze.after(List.of(900L, 310L, 290L)).with(0)).isEqualTo(Duration.ofMillis(310));
        assertThat(ExpectedFreeze.after(List.of(900L, 310L)).with(0)).isEqualTo(Duration.ofMillis(310));
        assertThat(ExpectedFreeze.after(List.of(640L)).with(0)).isEqualTo(Duration.ofMillis(640));
    }

    @Test
    void aTenantThatChangesMoreShouldStandStillLonger() {
        assertThat(ExpectedFreeze.after(List.of(300L)).with(500)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void withoutAnyMoveBeforeThereShouldBeAGuess() {
        assertThat(ExpectedFreeze.after(List.of()).with(0)).isEqualTo(Duration.ofMillis(150));
    }
}
