@NullMarked
package io.netbuild.workflow.internal;

import org.jspecify.annotations.NullMarked;
