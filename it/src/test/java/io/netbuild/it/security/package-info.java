/** Who is let in, and how everybody else is answered. */
@NullMarked
package io.netbuild.it.security;

import org.jspecify.annotations.NullMarked;
