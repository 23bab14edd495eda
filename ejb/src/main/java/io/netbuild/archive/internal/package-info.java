/** How an archive is written and read. Used by {@link io.netbuild.archive} only. */
@NullMarked
package io.netbuild.archive.internal;

import org.jspecify.annotations.NullMarked;
