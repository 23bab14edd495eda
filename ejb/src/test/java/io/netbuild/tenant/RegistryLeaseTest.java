package io.netbuild.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegistryLeaseTest {

    private final AtomicLong monotonic = new AtomicLong(-5);
    private final AtomicLong wall = new AtomicLong(1_000_000);
    private final RegistryLease lease =
            new RegistryLease(Duration.ofSeconds(2), monotonic::get, () -> Instant.ofEpochMilli(wall.get()));

    private void pass(Duration time) {
        monotonic.addAndGet(time.toNanos());
        wall.addAndGet(time.toMillis());
    }

    @Test
    void nothingShouldBeConfirmedAtFirst() {
        assertThat(lease.isConfirmed()).isFalse();
        assertThatThrownBy(lease::requireConfirmed).isInstanceOfSatisfying(NetBuildException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.TENANT_UNAVAILABLE);
            assertThat(e.members()).containsKey("retryAfterSeconds");
        });
    }

    @Test
    void itShouldCountFromBeforeTheQuestion() {
        RegistryLease.Moment asked = lease.now();
        pass(Duration.ofMillis(1500));
        lease.confirm(asked, 7);

        assertThat(lease.isConfirmed()).isTrue();
        assertThat(lease.version()).isEqualTo(7);
        assertThatCode(lease::requireConfirmed).doesNotThrowAnyException();
        pass(Duration.ofMillis(500));
        assertThat(lease.isConfirmed()).isFalse();
    }

    @Test
    void aClockThatIsSetBackShouldNotMakeItLonger() {
        lease.confirm(lease.now(), 1);
        pass(Duration.ofSeconds(3));
        wall.addAndGet(-3_600_000);

        assertThat(lease.isConfirmed()).isFalse();
    }

    @Test
    void aMachineThatWasFrozenShouldNotBeFooledByItsMonotonicClock() {
        lease.confirm(lease.now(), 1);
        wall.addAndGet(Duration.ofMinutes(10).toMillis());

        assertThat(lease.isConfirmed()).isFalse();
    }
}
