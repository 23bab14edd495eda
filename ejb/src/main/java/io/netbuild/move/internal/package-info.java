/** The records of moves, and the lock of those that are being worked on. Used by {@link io.netbuild.move} only. */
@NullMarked
package io.netbuild.move.internal;

import org.jspecify.annotations.NullMarked;
