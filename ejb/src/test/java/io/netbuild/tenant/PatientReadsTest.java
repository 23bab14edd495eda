package io.netbuild.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry that hangs is a latch that nobody counts down. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PatientReadsTest {

    private static final PatientReads.Limits LIMITS =
            new PatientReads.Limits(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofMillis(200));

    private final CountDownLatch hangs = new CountDownLatch(1);
    private volatile boolean hope;
    private final PatientReads reads = new PatientReads(2, Thread::new, LIMITS, () -> hope);

    @AfterEach
    void end() {
        hangs.countDown();
        reads.close();
    }

    private String hang() throws SQLException {
        try {
            hangs.await();
            return "late";
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private void assertNotAnswered() {
        assertThatThrownBy(() -> reads.call(this::hang))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"));
    }

    @Test
    void whatIsReadShouldBeTold() throws SQLException {
        assertThat(reads.call(() -> "read")).isEqualTo("read");
    }

    @Test
    void failuresShouldBeTold() {
        assertThatThrownBy(() -> reads.call(() -> {
                    throw new SQLException("broken", "22012");
                }))
                .isInstanceOf(SQLException.class)
                .hasMessage("broken");
        assertThatThrownBy(() -> reads.call(() -> {
                    throw new IllegalStateException("wrong");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("wrong");
    }

    @Test
    void whatIsNotAnsweredShouldBeGivenUp() {
        assertNotAnswered();
    }

    @Test
    void whatIsOnlySlowShouldBeWaitedFor() throws Exception {
        hope = true;
        new Thread(() -> {
                    await().pollDelay(LIMITS.patience().multipliedBy(2)).until(() -> true);
                    hangs.countDown();
                })
                .start();

        assertThat(reads.call(this::hang)).isEqualTo("late");
    }

    @Test
    void whatIsSlowForTooLongShouldBeGivenUpAllTheSame() {
        hope = true;

        assertNotAnswered();
    }

    @Test
    void nobodyShouldWaitAMomentAfterwards() {
        assertNotAnswered();

        assertThatThrownBy(() -> reads.call(() -> "read"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("a moment ago");
    }

    @Test
    void theMomentShouldBeOverWhenThereIsHopeAgain() throws SQLException {
        assertNotAnswered();

        hope = true;

        assertThat(reads.call(() -> "read")).isEqualTo("read");
    }

    @Test
    void hopeThatWasThereAllAlongShouldNotShortenTheMoment() {
        hope = true;
        assertNotAnswered();

        assertThatThrownBy(() -> reads.call(() -> "read"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("a moment ago");
    }

    @Test
    void readsShouldBeTriedAgainAfterThat() {
        assertNotAnswered();

        await().ignoreExceptions().pollInterval(20, TimeUnit.MILLISECONDS).until(() -> reads.call(() -> "read")
                .equals("read"));
    }

    @Test
    void threadsThatHangShouldKeepNobodyWaitingAndBeOfUseAgainWhenTheyAreFree() {
        for (int i = 0; i < 3; i++) {
            await().ignoreExceptions().pollInterval(20, TimeUnit.MILLISECONDS).untilAsserted(() -> assertThatThrownBy(
                            () -> reads.call(this::hang))
                    .hasMessageContaining("not answered in time"));
        }

        hangs.countDown();

        await().ignoreExceptions().pollInterval(20, TimeUnit.MILLISECONDS).until(() -> reads.call(() -> "read")
                .equals("read"));
    }
}
