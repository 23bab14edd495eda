/** Cockpit, Tasklist and Admin: what their pages ask for, and the pages in a browser. */
@NullMarked
package io.netbuild.it.webapps;

import org.jspecify.annotations.NullMarked;
