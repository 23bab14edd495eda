/** One tenant's flood, as its neighbours feel it. */
@NullMarked
package io.netbuild.bench.noisy;

import org.jspecify.annotations.NullMarked;
