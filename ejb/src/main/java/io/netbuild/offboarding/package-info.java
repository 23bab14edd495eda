/**
 * Tenants leave: on a date that can be taken back until it has come, everything of theirs is erased, and a certificate says where it was looked for and that nothing was
 * found. Start with {@link io.netbuild.offboarding.Offboardings} (what can be asked for) and {@link io.netbuild.offboarding.ErasureRun} (how it happens). Nothing that
 * provides places, engines or tenants knows of it.
 */
@NullMarked
package io.netbuild.offboarding;

import org.jspecify.annotations.NullMarked;
