@NullMarked
package io.netbuild.fairness;

import org.jspecify.annotations.NullMarked;
