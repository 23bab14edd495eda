/** The database on a real PostgreSQL: migrations, roles, and a plain Java engine that works as the application role under row-level security. */
@NullMarked
package io.netbuild.database;

import org.jspecify.annotations.NullMarked;
