/**
 * The started server that all tests of a run share, and ways to talk to it. Start with {@link io.netbuild.it.stack.Stack}. Knows nothing of what is tested.
 */
@NullMarked
package io.netbuild.it.stack;

import org.jspecify.annotations.NullMarked;
