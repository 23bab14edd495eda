/** Errors as RFC 9457 problems. Start with {@link io.netbuild.web.problem.Problem}. */
@NullMarked
package io.netbuild.web.problem;

import org.jspecify.annotations.NullMarked;
