package io.netbuild.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyProgressTest {

    private static final Instant BEGIN = Instant.parse("2030-01-31T22:00:00Z");
    private static final List<TableProgress> NOT_COUNTED = List.of();

    private final List<MoveEvent> events = new ArrayList<>();

    static Move move(MovePhase phase) {
        return new Move(
                UUID.randomUUID(),
                new TenantId("acme"),
                Isolation.SHARED,
                "default",
                Isolation.DATABASE,
                "second",
                1,
                phase,
                null,
                false,
                0,
                null,
                null,
                null,
                MoveWindow.ALWAYS,
                Duration.ZERO,
                null,
                false,
                null,
                "olga",
                BEGIN,
                null);
    }

    private static List<TableProgress> copied(long rows) {
        return List.of(
                new TableProgress("act_hi_actinst", 1000, rows, 3, null, rows == 1000),
                new TableProgress("act_ru_job", 0, 0, 0, null, true));
    }

    private CopyProgress at(int second, MovePhase phase, List<TableProgress> tables) {
        return CopyProgress.of(move(phase), tables, events, BEGIN.plusSeconds(second));
    }

    private void event(int second, String text) {
        events.add(new MoveEvent(events.size() + 1, BEGIN.plusSeconds(second), text));
    }

    @Test
    void thePercentageShouldNeverBecomeLessWhenAMoveGoesOn() {
        List<Integer> seen = new ArrayList<>();
        seen.add(at(0, MovePhase.PREPARING, NOT_COUNTED).percent());
        seen.add(at(1, MovePhase.COPYING, NOT_COUNTED).percent());
        seen.add(at(2, MovePhase.COPYING, copied(0)).percent());
        seen.add(at(3, MovePhase.COPYING, copied(500)).percent());
        seen.add(at(4, MovePhase.COPYING, copied(1000)).percent());
        seen.add(at(5, MovePhase.CATCHING_UP, copied(980)).percent());
        seen.add(at(6, MovePhase.FREEZING, NOT_COUNTED).percent());
        seen.add(at(7, MovePhase.SWITCHED, copied(1000)).percent());

        assertThat(seen).containsExactly(0, 0, 0, 50, 99, 99, 99, 100);
    }

    @Test
    void theRateShouldBeThatOfCopyingHoweverLongTheMoveWaits() {
        event(100, "phase COPYING");
        assertThat(at(102, MovePhase.COPYING, copied(400)).rowsPerSecond()).isEqualTo(200);

        event(104, "phase CATCHING_UP");
        event(3600, "phase VERIFYING");

        assertThat(at(3700, MovePhase.VERIFYING, copied(1000)).rowsPerSecond()).isEqualTo(250);
    }

    @Test
    void aMoveThatHasNotCopiedShouldHaveNoRate() {
        assertThat(at(3600, MovePhase.PREPARING, NOT_COUNTED).rowsPerSecond()).isZero();
        event(3600, "phase COPYING");
        assertThat(at(3600, MovePhase.COPYING, copied(0)).rowsPerSecond()).isZero();
    }
}
