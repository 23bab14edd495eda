/** The engine's own REST API, for the tenant of the request. Start with {@link io.netbuild.web.enginerest.EngineRestApplication}. */
@NullMarked
package io.netbuild.web.enginerest;

import org.jspecify.annotations.NullMarked;
