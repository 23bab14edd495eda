package io.netbuild.wake;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.InvalidField;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchedDatabaseTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private void turnTwice(WatchedDatabase.Connector connector) {
        WatchedDatabase database = new WatchedDatabase("somewhere", connector, "", "", Duration.ofSeconds(10));
        for (int i = 0; i < 2; i++) {
            database.turn(notice -> {}, found -> {});
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerShouldBeLeftAloneForAWhile() {
        turnTwice(() -> {
            attempts.incrementAndGet();
            throw new SQLException("refused", "08001");
        });

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aServerThatIsNotConfiguredShouldBeNoReasonToStopLookingAtOthers() {
        turnTwice(() -> {
            attempts.incrementAndGet();
            throw InvalidField.of("server", "eu", "one of [default]");
        });

        assertThat(attempts).hasValue(1);
    }
}
