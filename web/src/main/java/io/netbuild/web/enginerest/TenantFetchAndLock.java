package io.netbuild.web.enginerest;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.TenantGate;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Map;
import java.util.WeakHashMap;
import org.camunda.bpm.engine.rest.impl.FetchAndLockHandlerImpl;
import org.camunda.bpm.engine.rest.impl.FetchAndLockRequest;
import org.camunda.bpm.engine.rest.impl.FetchAndLockResult;

/**
 * Long polling of external tasks: a request that waits is tried again later on a thread of the handler's, in the scope of the tenant that it came
 * from.
 */
public class TenantFetchAndLock extends FetchAndLockHandlerImpl {

    private final Map<FetchAndLockRequest, TenantId> tenants = new WeakHashMap<>();

    @Override
    protected void addRequest(FetchAndLockRequest request) {
        synchronized (tenants) {
            tenants.put(request, TenantContext.requireTenant().id());
        }
        super.addRequest(request);
    }

    @Override
    protected FetchAndLockResult tryFetchAndLock(FetchAndLockRequest request) {
        if (TenantContext.tenant().isPresent()) {
            return super.tryFetchAndLock(request);
        }
        TenantId tenant;
        synchronized (tenants) {
            tenant = tenants.get(request);
        }
        if (tenant == null) {
            return FetchAndLockResult.failed(new IllegalStateException("The request belongs to no tenant"));
        }
        try (TenantContext.Entered scope =
                CDI.current().select(TenantGate.class).get().enterToWrite(tenant)) {
            return super.tryFetchAndLock(request);
        } catch (NetBuildException e) {
            return FetchAndLockResult.failed(e);
        }
    }
}
