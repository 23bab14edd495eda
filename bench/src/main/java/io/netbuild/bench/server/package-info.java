/** What the benchmarks add to the application that they measure: it is deployed inside of its EAR. Start with {@link io.netbuild.bench.server.LoadServlet}. Uses the application as one of its modules would; must not be used by the rest of the benchmarks, which runs in another process. */
@NullMarked
package io.netbuild.bench.server;

import org.jspecify.annotations.NullMarked;
