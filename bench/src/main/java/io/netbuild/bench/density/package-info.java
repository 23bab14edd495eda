/** How much memory an engine of one's own takes. Start with {@link io.netbuild.bench.density.DensityBench}. */
@NullMarked
package io.netbuild.bench.density;

import org.jspecify.annotations.NullMarked;
