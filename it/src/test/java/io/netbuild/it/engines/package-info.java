/** Engines that are asleep, woken and put to rest again, on a server of their own. */
@NullMarked
package io.netbuild.it.engines;

import org.jspecify.annotations.NullMarked;
