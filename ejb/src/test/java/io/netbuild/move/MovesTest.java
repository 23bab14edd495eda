package io.netbuild.move;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MovesTest {

    @Test
    void whoCannotRollBackShouldBeToldWhatToDoInstead() {
        assertThat(Moves.whyNotRolledBack(CopyProgressTest.move(MovePhase.SWITCHED)))
                .isEqualTo(
                        "The tenant has switched and lives in DATABASE on server second now: a move that is SWITCHED cannot be rolled back any more. To have it back, move it to SHARED when this move is DONE");
        assertThat(Moves.whyNotRolledBack(CopyProgressTest.move(MovePhase.DONE)))
                .endsWith("To have it back, move it to SHARED");
        assertThat(Moves.whyNotRolledBack(CopyProgressTest.move(MovePhase.ROLLING_BACK)))
                .isEqualTo("The move is being rolled back already");
        assertThat(Moves.whyNotRolledBack(CopyProgressTest.move(MovePhase.CANCELLED)))
                .isEqualTo("The move is CANCELLED: the tenant stays in SHARED");
    }
}
