package io.netbuild.context;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serial;
import java.io.Serializable;

/** See {@link TenantBound}. Runs inside the container's transaction, so that the variables live exactly as long as that. */
@TenantBound
@Interceptor
@Priority(Priorities.TENANT_BOUND)
public class TenantBoundInterceptor implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient TenantSessions sessions;

    @Inject
    TenantBoundInterceptor(TenantSessions sessions) {
        this.sessions = sessions;
    }

    @AroundInvoke
    Object bind(InvocationContext invocation) throws Exception {
        sessions.bind(TenantContext.requireTenant());
        return invocation.proceed();
    }
}
