/** What it costs to be one of many tenants: the server against the bare engine. Start with {@link io.netbuild.bench.tenancy.TenancyBench}. */
@NullMarked
package io.netbuild.bench.tenancy;

import org.jspecify.annotations.NullMarked;
