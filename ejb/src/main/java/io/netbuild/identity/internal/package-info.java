/** The tables of the directory. */
@NullMarked
package io.netbuild.identity.internal;

import org.jspecify.annotations.NullMarked;
