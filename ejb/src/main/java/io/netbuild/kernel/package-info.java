/**
 * The words that everything else speaks: tenant ids, tiers, isolation levels, statuses and the errors with their codes. Start with {@link
 * io.netbuild.kernel.TenantId} and {@link io.netbuild.kernel.ErrorCode}. Depends on nothing but the JDK.
 */
@NullMarked
package io.netbuild.kernel;

import org.jspecify.annotations.NullMarked;
