/** What tenants cost that do nothing. */
@NullMarked
package io.netbuild.bench.idle;

import org.jspecify.annotations.NullMarked;
