/** Starts by message against starts by call. Start with {@link io.netbuild.bench.jms.JmsBench}. */
@NullMarked
package io.netbuild.bench.jms;

import org.jspecify.annotations.NullMarked;
