package io.netbuild.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.NetBuildException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveWindowTest {

    private static final Instant NOW = Instant.parse("2030-01-31T22:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void aWindowShouldBeAheadUntilItBeginsAndOverWhenItEnds() {
        MoveWindow window = new MoveWindow(NOW, LATER);

        assertThat(window.isAhead(NOW.minusSeconds(1))).isTrue();
        assertThat(window.isAhead(NOW)).isFalse();
        assertThat(window.isOver(LATER.minusSeconds(1))).isFalse();
        assertThat(window.isOver(LATER)).isTrue();
    }

    @Test
    void withoutAWindowItShouldBeTimeAlways() {
        assertThat(MoveWindow.ALWAYS.isAhead(Instant.MIN)).isFalse();
        assertThat(MoveWindow.ALWAYS.isOver(Instant.MAX)).isFalse();
        assertThatCode(() -> MoveWindow.ALWAYS.requireAhead(NOW)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "+999999999-12-31T23:59:59Z, , window.from",
        "-999999999-01-01T00:00:00Z, , window.from",
        ", +999999999-12-31T23:59:59Z, window.until",
        ", 2040-03-01T00:00:00Z, window.until"
    })
    void aWindowShouldBeAtMostTenYearsAway(@Nullable Instant from, @Nullable Instant until, String field) {
        MoveWindow far = new MoveWindow(from, until);

        assertThatThrownBy(() -> far.requireAhead(NOW))
                .isInstanceOf(NetBuildException.class)
                .hasMessageContaining(field + " is '")
                .hasMessageContaining("at most ten years from now");
        assertThatCode(() ->
                        new MoveWindow(NOW.minusSeconds(60), Instant.parse("2040-01-01T00:00:00Z")).requireAhead(NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void aWindowShouldNotEndBeforeItBeginsNorInThePast() {
        assertThatThrownBy(() -> new MoveWindow(LATER, NOW))
                .isInstanceOf(NetBuildException.class)
                .hasMessageContaining("window.until");
        assertThatThrownBy(() -> new MoveWindow(NOW, NOW)).isInstanceOf(NetBuildException.class);
        assertThatThrownBy(() -> new MoveWindow(null, NOW).requireAhead(NOW))
                .isInstanceOf(NetBuildException.class)
                .hasMessageContaining("in the future");
    }
}
