/** Several servers on one database, over HTTP. */
@NullMarked
package io.netbuild.it.nodes;

import org.jspecify.annotations.NullMarked;
