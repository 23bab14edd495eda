/** The start of the platform in a server and what it does from time to time. Start with {@link io.netbuild.platform.PlatformStart}. */
@NullMarked
package io.netbuild.platform;

import org.jspecify.annotations.NullMarked;
