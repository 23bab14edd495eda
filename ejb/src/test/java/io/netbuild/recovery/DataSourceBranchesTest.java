package io.netbuild.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSourceBranchesTest {

    private static final PreparedBranch FIRST = branch("1_QQ==_QQ==");
    private static final PreparedBranch SECOND = branch("1_QQ==_Qg==");

    private final Databases databases = new Databases();
    private final DataSourceBranches branches =
            new DataSourceBranches("java:/datasources/tenant-a@default", List.of(FIRST, SECOND), databases);

    private static PreparedBranch branch(String gid) {
        return new PreparedBranch(
                "default", "netbuild", "tenant_a", gid, BranchXid.of(gid).orElseThrow());
    }

    /** Notes what it is told to do, and fails with a state when it is given one. */
    private static final class Databases extends PreparedBranches {

        private final List<String> done = new ArrayList<>();
        private String failure = "";

        @Override
        void commit(PreparedBranch branch) throws SQLException {
            end("commit " + branch.gid());
        }

        @Override
        void rollBack(PreparedBranch branch) throws SQLException {
            end("roll back " + branch.gid());
        }

        private void end(String what) throws SQLException {
            if (!failure.isEmpty()) {
                throw new SQLException("refused", failure);
            }
            done.add(what);
        }
    }

    private static BranchXid equalTo(PreparedBranch branch) {
        return BranchXid.of(branch.gid()).orElseThrow();
    }

    @Test
    void aScanShouldFindEachBranchOnce() {
        Xid[] begin = branches.recover(XAResource.TMSTARTRSCAN);
        Xid[] end = branches.recover(XAResource.TMENDRSCAN);

        assertThat(begin).containsExactly(FIRST.xid(), SECOND.xid());
        assertThat(end).isEmpty();
    }

    @Test
    void theBranchThatIsMeantShouldBeEnded() throws XAException {
        branches.commit(equalTo(SECOND), false);
        branches.rollback(equalTo(FIRST));

        assertThat(databases.done).containsExactly("commit " + SECOND.gid(), "roll back " + FIRST.gid());
    }

    @Test
    void aBranchOfOthersShouldBeUnknown() {
        BranchXid other = BranchXid.of("1_QQ==_Qw==").orElseThrow();

        assertThatThrownBy(() -> branches.commit(other, false))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_NOTA));
        assertThat(databases.done).isEmpty();
    }

    /** Undefined object, insufficient privilege, object in use, no connection. */
    @ParameterizedTest
    @CsvSource({"42704, -4", "42501, -7", "55006, -7", "08001, -7"})
    void whatIsRefusedShouldBeTriedAgainUnlessItIsGone(String state, int code) {
        databases.failure = state;

        assertThatThrownBy(() -> branches.commit(equalTo(FIRST), false))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(code));
        assertThatThrownBy(() -> branches.rollback(equalTo(FIRST)))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(code));
    }

    @Test
    void thoseOfOneNameShouldBeOneResourceManager() {
        assertThat(branches.isSameRM(new DataSourceBranches(branches.getJndiName(), List.of(), databases)))
                .isTrue();
        assertThat(branches.isSameRM(new DataSourceBranches("java:/datasources/tenant-a", List.of(), databases)))
                .isFalse();
    }
}
