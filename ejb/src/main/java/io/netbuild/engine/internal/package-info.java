/**
 * How an engine is built for use by tenants. Start with {@link io.netbuild.engine.internal.TenantEngineConfiguration}; the rest are its parts. Used by {@link io.netbuild.engine} only.
 */
@NullMarked
package io.netbuild.engine.internal;

import org.jspecify.annotations.NullMarked;
