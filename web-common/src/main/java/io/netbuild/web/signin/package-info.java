/**
 * Who sends a request. Start with {@link io.netbuild.web.signin.Authentication}, which the container asks for every request of every web module.
 */
@NullMarked
package io.netbuild.web.signin;

import org.jspecify.annotations.NullMarked;
