@NullMarked
package io.netbuild.workflow;

import org.jspecify.annotations.NullMarked;
