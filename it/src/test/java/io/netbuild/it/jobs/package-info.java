/** Jobs of many tenants that want to run at the same time. */
@NullMarked
package io.netbuild.it.jobs;

import org.jspecify.annotations.NullMarked;
