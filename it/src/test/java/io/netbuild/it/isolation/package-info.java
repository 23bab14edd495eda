/** That no tenant sees or changes what belongs to another, whichever way it tries. Over HTTP and by JDBC. */
@NullMarked
package io.netbuild.it.isolation;

import org.jspecify.annotations.NullMarked;
