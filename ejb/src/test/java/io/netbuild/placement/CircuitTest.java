package io.netbuild.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private final Circuit circuit = new Circuit();

    @Test
    void itShouldBeClosedAtFirst() {
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.isProbeDue()).isFalse();
    }

    @Test
    void onlyTheFirstFailureShouldOpenIt() {
        assertThat(circuit.open()).isTrue();
        assertThat(circuit.open()).isFalse();
        assertThat(circuit.isOpen()).isTrue();
    }

    @Test
    void thePauseShouldGrowUpToTheLongest() {
        circuit.open();

        for (int i = 0; i < 20; i++) {
            circuit.probeFailed();
        }

        assertThat(circuit.retryAfter())
                .isLessThanOrEqualTo(Circuit.LONGEST_PAUSE)
                .isGreaterThan(Circuit.LONGEST_PAUSE.minus(Duration.ofSeconds(5)));
        assertThat(circuit.isProbeDue()).isFalse();
    }

    @Test
    void aSuccessfulProbeShouldCloseItOnce() {
        circuit.open();

        assertThat(circuit.close()).isTrue();
        assertThat(circuit.close()).isFalse();
        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void aFailedProbeShouldNotOpenWhatIsClosed() {
        circuit.probeFailed();

        assertThat(circuit.isOpen()).isFalse();
    }
}
