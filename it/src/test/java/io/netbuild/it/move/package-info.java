/** Tenants change their place while they work: nothing is lost, nothing is left behind, and neighbours do not notice. */
@NullMarked
package io.netbuild.it.move;

import org.jspecify.annotations.NullMarked;
