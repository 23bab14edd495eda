/** Many tenants at once, crashes, restarts, and databases that go and come. */
@NullMarked
package io.netbuild.it.resilience;

import org.jspecify.annotations.NullMarked;
