package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.rows.Claim;
import io.netbuild.rows.Side;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private static final UUID MOVE = UUID.randomUUID();
    private static final UUID RUNNER = UUID.randomUUID();
    private static final UUID OFFBOARDING = UUID.randomUUID();

    private final TestDatabase database = TestDatabase.get();
    private Side side;

    @BeforeEach
    void begin() throws SQLException {
        side = Side.of(
                database.server()
                        .dataSource(TestDatabase.DATABASE, TestDatabase.SYSTEM, "shared")
                        .getConnection(),
                "shared");
        TestDatabase.execute(
                database.system(),
                """
                insert into netbuild.tenant_moves (id, tenant_id, source_isolation, source_server, target_isolation, target_server, epoch, actor, runner)
                values ('%s', '%s', 'SHARED', 'main', 'SCHEMA', 'main', 1, 'somebody', '%s')
                """
                        .formatted(MOVE, TestDatabase.ACME, RUNNER));
        TestDatabase.execute(
                database.system(),
                """
                insert into netbuild.tenant_offboardings (id, tenant_id, status_before, purge_at, actor)
                values ('%s', '%s', 'ACTIVE', now(), 'somebody')
                """
                        .formatted(OFFBOARDING, TestDatabase.ACME));
    }

    @AfterEach
    void end() throws SQLException {
        side.close();
        TestDatabase.execute(database.system(), "delete from netbuild.tenant_moves where id = '%s'".formatted(MOVE));
        TestDatabase.execute(
                database.system(), "delete from netbuild.tenant_offboardings where id = '%s'".formatted(OFFBOARDING));
    }

    private void takeOver() {
        TestDatabase.execute(
                database.system(),
                "set lock_timeout = '200ms'; update netbuild.tenant_moves set runner = '%s' where id = '%s'; reset lock_timeout"
                        .formatted(UUID.randomUUID(), MOVE));
    }

    @Test
    void aMoveShouldNotBeTakenOverFromWhoeverHoldsIt() throws SQLException {
        Claim.hold(side, MOVE, RUNNER);

        assertThatThrownBy(this::takeOver).hasStackTraceContaining("lock timeout");

        side.commit();
        assertThatCode(this::takeOver).doesNotThrowAnyException();
    }

    @Test
    void whoseMoveWasTakenOverShouldBeRefused() {
        takeOver();

        assertThatThrownBy(() -> Claim.hold(side, MOVE, RUNNER)).hasMessage("The move is another run's");
    }

    private void endErasure() {
        TestDatabase.execute(
                database.system(),
                "set lock_timeout = '200ms'; delete from netbuild.tenant_offboardings where id = '%s'; reset lock_timeout"
                        .formatted(OFFBOARDING));
    }

    @Test
    void anErasureShouldNotEndWhileSomebodyHoldsIt() throws SQLException {
        Claim.holdErasure(side, OFFBOARDING);

        assertThatThrownBy(this::endErasure).hasStackTraceContaining("lock timeout");

        side.commit();
        assertThatCode(this::endErasure).doesNotThrowAnyException();
    }

    @Test
    void whoseErasureIsOverShouldBeRefused() {
        endErasure();

        assertThatThrownBy(() -> Claim.holdErasure(side, OFFBOARDING)).hasMessage("The erasure is over");
    }
}
