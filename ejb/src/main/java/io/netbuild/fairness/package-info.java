/**
 * How tenants share what there is too little of. Start with {@link io.netbuild.fairness.FairPermits}. Must not depend on anything but the kernel: what is
 * shared is the business of its users.
 */
@NullMarked
package io.netbuild.fairness;

import org.jspecify.annotations.NullMarked;
