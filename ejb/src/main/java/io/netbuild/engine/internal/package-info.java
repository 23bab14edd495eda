/** How an engine is built for use by tenants and how their jobs run. Used by {@link io.netbuild.engine} only. */
@NullMarked
package io.netbuild.engine.internal;

import org.jspecify.annotations.NullMarked;
