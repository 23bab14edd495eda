package io.netbuild.probe.internal;

import io.netbuild.context.TenantBound;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work as an EJB of the application does it: in a container transaction that is bound to the tenant whose scope the thread is in. */
@ApplicationScoped
@TenantBound
@Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
public class BoundCalls {

    @Resource(lookup = "java:jboss/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    /** Does the work and commits. */
    public <T extends @Nullable Object> T keep(Callable<T> work) throws Exception {
        return work.call();
    }

    /** Does the work and rolls it back. */
    public <T extends @Nullable Object> T undo(Callable<T> work) throws Exception {
        T result = work.call();
        transactions.setRollbackOnly();
        return result;
    }
}
