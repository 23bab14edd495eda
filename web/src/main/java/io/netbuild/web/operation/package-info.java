/** Health and metrics, for those who run the platform. */
@NullMarked
package io.netbuild.web.operation;

import org.jspecify.annotations.NullMarked;
