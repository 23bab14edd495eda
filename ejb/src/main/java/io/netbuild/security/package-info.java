/** Who calls, the embedded issuer of tokens for development, and the key that secrets follow from. Start with {@link io.netbuild.security.Caller}. Must not depend on HTTP. */
@NullMarked
package io.netbuild.security;

import org.jspecify.annotations.NullMarked;
