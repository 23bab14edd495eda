/**
 * The database: its migrations, the template of tenants' databases, which table belongs to a tenant and how, whether it is safe to serve
 * from, and how statements with parameters are made. The SQL stands in {@code db/control} and {@code db/engine}. Start with {@link
 * io.netbuild.database.Migrations}. Depends on nothing else of the platform, neither on a container nor on a built engine.
 */
@NullMarked
package io.netbuild.database;

import org.jspecify.annotations.NullMarked;
