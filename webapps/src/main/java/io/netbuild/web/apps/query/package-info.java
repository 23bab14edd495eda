/**
 * The queries that Cockpit and Admin have besides those of the engine. Their own way of running them is built on the engine's internals, and so is ours:
 * with {@code engine} and {@code job} the only package that uses them. Start with {@link io.netbuild.web.apps.query.TenantQueries}.
 */
@NullMarked
package io.netbuild.web.apps.query;

import org.jspecify.annotations.NullMarked;
