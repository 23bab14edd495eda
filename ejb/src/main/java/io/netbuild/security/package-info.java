/** Who calls, and the embedded issuer of tokens for development. Start with {@link io.netbuild.security.Caller}. Must not depend on HTTP. */
@NullMarked
package io.netbuild.security;

import org.jspecify.annotations.NullMarked;
