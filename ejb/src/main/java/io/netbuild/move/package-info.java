/**
 * Tenants change their place while they work: between the shared schema, a schema and a database of their own. Start with {@link io.netbuild.move.Moves} (what can be
 * asked for) and {@link io.netbuild.move.MoveRun} (how it happens, phase by phase). Nothing that provides places, engines or tenants knows of it.
 */
@NullMarked
package io.netbuild.move;

import org.jspecify.annotations.NullMarked;
