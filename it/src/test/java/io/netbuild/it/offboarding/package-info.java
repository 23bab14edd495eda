/** Tenants leave: offboarding, export, import and erasure. */
@NullMarked
package io.netbuild.it.offboarding;

import org.jspecify.annotations.NullMarked;
