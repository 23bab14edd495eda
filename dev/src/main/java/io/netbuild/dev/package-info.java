/**
 * The embedded stack: starts PostgreSQL and WildFly as child processes, for a developer ({@code ./netbuild run}), for the
 * tests of the other modules and for the benchmarks.
 *
 * <p>Start reading at {@link io.netbuild.dev.EmbeddedPostgres} (the database alone) or {@code NetBuildServer} (database
 * and server); {@code NetBuild} is the command line around the latter. Nothing here may depend on the platform's own
 * modules: what runs in the server is handed over as a file.
 */
@NullMarked
package io.netbuild.dev;

import org.jspecify.annotations.NullMarked;
