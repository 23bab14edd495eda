package io.netbuild.tenant;

/**
 * Where a tenant's work happens, as far as that has to be ready before work begins and may go to rest when nobody works for the tenant. This package
 * does not know what that is.
 */
public interface TenantHome {

    /** A stay of somebody who works for the tenant; while there is one, its home does not go to rest. */
    interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Makes the tenant's home ready, if it rests, and keeps it so until the stay is closed. Called within the tenant's scope, outside of a transaction or
     * in one; what is done for it is none of that transaction's business.
     *
     * @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#TENANT_UNAVAILABLE} when it cannot be made ready now
     */
    Stay enter(Tenant tenant);
}
