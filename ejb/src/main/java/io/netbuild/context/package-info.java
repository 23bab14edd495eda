/**
 * On whose behalf a thread works, and how PostgreSQL learns of it. {@link io.netbuild.context.TenantContext} holds the scope of the thread,
 * {@link io.netbuild.context.TenantDataSource} hands out connections on which row-level security is bound to it, and {@link
 * io.netbuild.context.TenantBound} carries both to every EJB call. Without a scope nothing can be reached: everything here fails closed. Must
 * not depend on anything but the kernel.
 */
@NullMarked
package io.netbuild.context;

import org.jspecify.annotations.NullMarked;
