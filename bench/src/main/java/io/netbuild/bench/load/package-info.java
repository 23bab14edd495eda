/** How operations are repeated and timed, the same way in the server and outside of it. Depends on the JDK only. */
@NullMarked
package io.netbuild.bench.load;

import org.jspecify.annotations.NullMarked;
