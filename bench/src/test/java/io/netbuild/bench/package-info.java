/** That the benchmarks compute what they say; what they measure is not tested. */
@NullMarked
package io.netbuild.bench;

import org.jspecify.annotations.NullMarked;
