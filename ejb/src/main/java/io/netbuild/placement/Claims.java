package io.netbuild.placement;

import io.netbuild.fairness.FairPermits;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The running transactions that use one datasource, each with its connection and the permit for it. Thread-safe. */
final class Claims {

    private final Supplier<FairPermits.Permit> budget;
    private final TransactionSynchronizationRegistry transactions;
    private final Duration longestAnswer;
    private final Set<Claim> present = ConcurrentHashMap.newKeySet();

    /** @param longestAnswer for so long any answer is waited for; before a connection has its claim that is {@link ContainerDataSource#WHILE_MADE} */
    Claims(
            Supplier<FairPermits.Permit> budget,
            TransactionSynchronizationRegistry transactions,
            Duration longestAnswer) {
        this.budget = budget;
        this.transactions = transactions;
        this.longestAnswer = longestAnswer;
    }

    /** One transaction's. */
    static final class Claim {

        private final long since = System.nanoTime();
        private final int answerMillis;

        /** The driver's own, null before it is there. */
        private volatile @Nullable Connection connection;

        private int backend;

        private Claim(Duration longestAnswer) {
            this.answerMillis = Math.toIntExact(longestAnswer.toMillis());
        }

        /**
         * Remembers which connection the container gives to all work of the transaction.
         *
         * @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when it is another one than before: what was set on that one, the tenant above all, is gone
         */
        void hold(Connection wrapped) throws SQLException {
            if (!wrapped.isWrapperFor(PGConnection.class)) {
                return;
            }
            PGConnection present = wrapped.unwrap(PGConnection.class);
            if (connection == null) {
                Connection driver = (Connection) present;
                driver.setNetworkTimeout(Runnable::run, answerMillis); // which asks nobody
                connection = driver;
                backend = present.getBackendPID();
            } else if (present.getBackendPID() != backend) {
                wrapped.close();
                throw new NetBuildException(
                        ErrorCode.TENANT_UNAVAILABLE, "The connection of the transaction was lost on the way");
            }
        }

        private void abort() {
            Connection held = connection;
            if (held != null) {
                try {
                    held.abort(Runnable::run);
                } catch (SQLException e) {
                    PlacementLog.LOG.notAborted(e);
                }
            }
        }
    }

    /**
     * The claim of the running transaction. Its first one takes a permit, which is given back when the transaction has ended.
     *
     * @throws io.netbuild.kernel.NetBuildException when there is no permit
     */
    Claim ofTransaction() {
        if (transactions.getResource(this) instanceof Claim known) {
            return known;
        }
        FairPermits.Permit permit = budget.get();
        Claim claim = new Claim(longestAnswer);
        try {
            transactions.putResource(this, claim);
            transactions.registerInterposedSynchronization(new End(claim, permit));
        } catch (RuntimeException e) {
            permit.close();
            throw e;
        }
        present.add(claim);
        return claim;
    }

    /** Whether the running transaction has one. */
    boolean areOfTransaction() {
        return transactions.getResource(this) != null;
    }

    private final class End implements Synchronization {

        private final Claim claim;
        private final FairPermits.Permit permit;

        End(Claim claim, FairPermits.Permit permit) {
            this.claim = claim;
            this.permit = permit;
        }

        @Override
        public void beforeCompletion() {
            // the connection is still needed
        }

        @Override
        public void afterCompletion(int status) {
            present.remove(claim);
            permit.close();
        }
    }

    /** Whether there is a transaction that has lasted longer. */
    boolean hasOlderThan(Duration age) {
        long now = System.nanoTime();
        return present.stream().anyMatch(claim -> now - claim.since > age.toNanos());
    }

    /** Cuts all their connections, so that whoever waits for an answer gets an error. */
    void abortAll() {
        present.forEach(Claim::abort);
    }
}
