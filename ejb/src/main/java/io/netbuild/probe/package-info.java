/**
 * The platform's test of itself: tenants made for the purpose try to get at each other's rows by every way that there is, and a signed report says what
 * each got. Start with {@link io.netbuild.probe.IsolationProbes} (use) and {@code internal.ProbeRun} (what happens in a run). Nothing but the API may use
 * it; it must not use anything that the platform's own code and clients could not use.
 */
@NullMarked
package io.netbuild.probe;

import org.jspecify.annotations.NullMarked;
