/**
 * Benchmarks of the whole server against peers. Start with {@link io.netbuild.bench.Bench}; each benchmark has a package of its own. Nothing here is
 * part of the product, and no product code may depend on it.
 */
@NullMarked
package io.netbuild.bench;

import org.jspecify.annotations.NullMarked;
