/**
 * What a move costs: the tenant that moves, and its neighbours. Start with {@link io.netbuild.bench.move.MoveBench}, or with {@link io.netbuild.bench.move.ChangesBench} for the ways
 * in which a move could know what has changed meanwhile, each a {@link io.netbuild.bench.move.Detection}.
 */
@NullMarked
package io.netbuild.bench.move;

import org.jspecify.annotations.NullMarked;
