/**
 * What is to be done later, or again and again. Start with {@link io.netbuild.schedule.Scheduler}. Must not depend on anything of the platform: what is done is the
 * business of its users.
 */
@NullMarked
package io.netbuild.schedule;

import org.jspecify.annotations.NullMarked;
