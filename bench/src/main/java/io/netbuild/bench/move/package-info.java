/** What a move costs: the tenant that moves, and its neighbours. Start with {@link io.netbuild.bench.move.MoveBench}. */
@NullMarked
package io.netbuild.bench.move;

import org.jspecify.annotations.NullMarked;
