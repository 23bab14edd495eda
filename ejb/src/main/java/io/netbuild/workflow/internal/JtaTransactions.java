package io.netbuild.workflow.internal;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.Callable;

/** Transactions whose ends the caller has to see: commit and its failure included. */
@ApplicationScoped
public class JtaTransactions {

    @Resource(lookup = "java:jboss/TransactionManager")
    TransactionManager transaction;

    /**
     * Runs the work in a transaction of its own and commits it. The thread must not have one.
     *
     * @throws Exception what the work or the commit threw; it is rolled back then
     */
    public <T> T call(Callable<T> work) throws Exception {
        transaction.begin();
        try {
            T result = work.call();
            transaction.commit();
            return result;
        } catch (Exception | Error e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Throwable failure) {
        try {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        } catch (SystemException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
