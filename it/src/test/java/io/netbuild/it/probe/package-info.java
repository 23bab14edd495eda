/** The platform's test of its own isolation: that it passes where tenants are kept apart, and notices when they are not. */
@NullMarked
package io.netbuild.it.probe;

import org.jspecify.annotations.NullMarked;
