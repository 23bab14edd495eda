package io.netbuild.probe.internal;

import io.netbuild.context.TenantContext;
import io.netbuild.tenant.TenantGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work in the scope of a tenant, which is entered the way that every request takes. */
@ApplicationScoped
public class TenantWork {

    private final TenantGate gate;
    private final BoundCalls calls;

    @Inject
    TenantWork(TenantGate gate, BoundCalls calls) {
        this.gate = gate;
        this.calls = calls;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantWork() {
        this(null, null);
    }

    /** Does the work in a transaction of the tenant and commits it. */
    <T extends @Nullable Object> T keep(ProbeTenant tenant, Callable<T> work) throws Exception {
        try (TenantContext.Entered scope = gate.enter(tenant.id())) {
            return calls.keep(work);
        }
    }

    /** Does the work in a transaction of the tenant and rolls it back. */
    <T extends @Nullable Object> T undo(ProbeTenant tenant, Callable<T> work) throws Exception {
        try (TenantContext.Entered scope = gate.enter(tenant.id())) {
            return calls.undo(work);
        }
    }
}
