/** The registry's tables. Used by {@link io.netbuild.tenant} only. */
@NullMarked
package io.netbuild.tenant.internal;

import org.jspecify.annotations.NullMarked;
