/** Signing in at an OpenID Connect provider. Start with {@link io.netbuild.web.oidc.OidcResource}. */
@NullMarked
package io.netbuild.web.oidc;

import org.jspecify.annotations.NullMarked;
