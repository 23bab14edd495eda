/**
 * What goes on in tenants, side by side, for operators. Start with {@link io.netbuild.overview.TenantCounts}. Looks into tenants by their databases and not by their
 * engines, so that looking wakes nobody.
 */
@NullMarked
package io.netbuild.overview;

import org.jspecify.annotations.NullMarked;
