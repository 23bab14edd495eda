package io.netbuild.engine.internal;

import io.netbuild.context.Scope;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Refuses every command of an engine that does not come from one of its own tenants or, in the shared engine, from the system scope. The
 * datasource would refuse it as well; here it is refused also when the command would never reach the database, and before a transaction is
 * begun for it.
 */
final class OwnScopeOnly extends CommandInterceptor {

    private final String engine;
    private final boolean systemAllowed;

    OwnScopeOnly(String engine, boolean systemAllowed) {
        this.engine = engine;
        this.systemAllowed = systemAllowed;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (TenantContext.scope().orElse(null) instanceof Scope.OfSystem && systemAllowed) {
            return next.execute(command);
        }
        String home = TenantContext.requireTenant().engine();
        if (!home.equals(engine)) {
            throw new NetBuildException(
                    ErrorCode.CONFLICT, "The tenant does not live in engine '%s'".formatted(engine));
        }
        return next.execute(command);
    }
}
