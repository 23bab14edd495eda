/** Records and scans of erasures. Used by {@link io.netbuild.offboarding} only. */
@NullMarked
package io.netbuild.offboarding.internal;

import org.jspecify.annotations.NullMarked;
