/** The platform's users as the engine asks for them. Start with {@link io.netbuild.engine.internal.identity.DirectoryIdentities}. */
@NullMarked
package io.netbuild.engine.internal.identity;

import org.jspecify.annotations.NullMarked;
