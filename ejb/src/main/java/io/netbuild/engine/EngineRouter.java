package io.netbuild.engine;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.camunda.bpm.engine.ProcessEngine;

/**
 * From the tenant that this thread works for to its engine. Code rarely needs it: injected services of the engine are routed by it at every
 * call ({@link TenantEngineServices}).
 */
@ApplicationScoped
public class EngineRouter {

    private final Engines engines;

    @Inject
    EngineRouter(Engines engines) {
        this.engines = engines;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected EngineRouter() {
        this(null);
    }

    /**
     * @throws NetBuildException with {@link ErrorCode#NO_TENANT} outside of a tenant's scope, with {@link ErrorCode#TENANT_UNAVAILABLE} when the
     *     tenant's engine does not run
     */
    public ProcessEngine current() {
        return engines.get(TenantContext.requireTenant().engine());
    }
}
