/** The broker's side and the tables of {@link io.netbuild.workflow}. */
@NullMarked
package io.netbuild.workflow.internal;

import org.jspecify.annotations.NullMarked;
