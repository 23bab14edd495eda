package io.netbuild.context;

/** Knows where each tenant's rows are, which this package does not. */
public interface TenantSessions {

    /**
     * Sets the tenant's variables on the connection to its database in the running transaction, unless they are set already. Does nothing
     * outside of a transaction, where a connection of the tenant cannot be had at all.
     *
     * @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#TENANT_UNAVAILABLE} when its database is down
     */
    void bind(BoundTenant tenant);
}
