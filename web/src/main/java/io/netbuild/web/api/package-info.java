/** The platform's REST API under {@code /api}. Start with {@link io.netbuild.web.api.TenantsResource}. */
@NullMarked
package io.netbuild.web.api;

import org.jspecify.annotations.NullMarked;
