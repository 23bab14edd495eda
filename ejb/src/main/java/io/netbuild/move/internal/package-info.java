/** The SQL of moves: the two sides, what is copied and compared, and the records of moves. Used by {@link io.netbuild.move} only. */
@NullMarked
package io.netbuild.move.internal;

import org.jspecify.annotations.NullMarked;
