/**
 * How whoever called gets into a tenant's scope: {@link io.netbuild.access.TenantAccess}. For all ways into the platform that know a caller; it depends on
 * no one of them.
 */
@NullMarked
package io.netbuild.access;

import org.jspecify.annotations.NullMarked;
