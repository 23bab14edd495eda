/** How long it takes to make a tenant. Start with {@link io.netbuild.bench.provisioning.ProvisioningBench}. */
@NullMarked
package io.netbuild.bench.provisioning;

import org.jspecify.annotations.NullMarked;
