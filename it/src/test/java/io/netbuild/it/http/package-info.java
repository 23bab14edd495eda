/** What clients meet at every address: errors, metrics, the description, and the unmodified client of external tasks. */
@NullMarked
package io.netbuild.it.http;

import org.jspecify.annotations.NullMarked;
