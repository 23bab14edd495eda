@NullMarked
package io.netbuild.web.problem;

import org.jspecify.annotations.NullMarked;
