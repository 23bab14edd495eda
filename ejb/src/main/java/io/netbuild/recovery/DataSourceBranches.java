package io.netbuild.recovery;

import java.sql.SQLException;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jboss.tm.XAResourceWrapper;

/**
 * What had been prepared by one container datasource on one server when it was looked, in the terms of the transaction manager. To the manager its name says whose records it
 * can compare with it.
 */
final class DataSourceBranches implements XAResourceWrapper {

    /** SQLSTATE undefined_object. */
    private static final String NOT_THERE = "42704";

    private final String name;
    private final List<PreparedBranch> branches;
    private final PreparedBranches databases;

    /** @param name that of the datasource with its server; with that of the datasource alone, nothing is prepared, and what is recorded of it has ended */
    DataSourceBranches(String name, List<PreparedBranch> branches, PreparedBranches databases) {
        this.name = name;
        this.branches = List.copyOf(branches);
        this.databases = databases;
    }

    @Override
    public Xid[] recover(int flag) {
        boolean first = (flag & TMSTARTRSCAN) != 0;
        return first ? branches.stream().map(PreparedBranch::xid).toArray(Xid[]::new) : new Xid[0];
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        end(xid, databases::commit);
        RecoveryLog.LOG.committed(name);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        end(xid, databases::rollBack);
        RecoveryLog.LOG.rolledBack(name);
    }

    @FunctionalInterface
    private interface End {
        void of(PreparedBranch branch) throws SQLException;
    }

    /** What PostgreSQL refuses stays prepared, whatever the reason is, and can be tried again: to the manager it has failed for now, never for good. */
    private void end(Xid xid, End end) throws XAException {
        PreparedBranch branch = branches.stream()
                .filter(candidate -> candidate.xid().isSameAs(xid))
                .findFirst()
                .orElseThrow(() -> new XAException(XAException.XAER_NOTA));
        try {
            end.of(branch);
        } catch (SQLException e) {
            boolean gone = NOT_THERE.equals(e.getSQLState());
            XAException failure = new XAException(gone ? XAException.XAER_NOTA : XAException.XAER_RMFAIL);
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other instanceof DataSourceBranches those && those.name.equals(name);
    }

    @Override
    public void forget(Xid xid) {
        // PostgreSQL decides nothing by itself
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        throw new XAException(XAException.XAER_PROTO);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        throw new XAException(XAException.XAER_PROTO);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        throw new XAException(XAException.XAER_PROTO);
    }

    @Override
    public XAResource getResource() {
        return this;
    }

    @Override
    public String getProductName() {
        return "PostgreSQL";
    }

    @Override
    public String getProductVersion() {
        return "";
    }

    @Override
    public String getJndiName() {
        return name;
    }

    @Override
    public String toString() {
        return "DataSourceBranches[" + name + ", " + branches.size() + "]";
    }
}
