/** A tenant's life over HTTP: made, changed, suspended, removed. */
@NullMarked
package io.netbuild.it.lifecycle;

import org.jspecify.annotations.NullMarked;
