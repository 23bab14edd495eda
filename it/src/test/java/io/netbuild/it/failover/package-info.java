/** What one tenant's flood, and databases that are slow, busy, gone or replaced by their standby, mean for it and for the others. */
@NullMarked
package io.netbuild.it.failover;

import org.jspecify.annotations.NullMarked;
