/**
 * Process engines: one shared by many tenants, one for each tenant with a placement of its own, and the way from an injected service to the right
 * one. Start with {@link io.netbuild.engine.EngineRouter}; when an engine is awake is in {@link io.netbuild.engine.Residences}. Besides {@code job}, and
 * {@code web.apps.query} for the web applications' own queries, the only package that uses the engine's internals.
 */
@NullMarked
package io.netbuild.engine;

import org.jspecify.annotations.NullMarked;
