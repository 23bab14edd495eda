/** How a probe is done: its tenants, what they own, the doors that are tried, the report and its signature. Start with {@code ProbeRun}. */
@NullMarked
package io.netbuild.probe.internal;

import org.jspecify.annotations.NullMarked;
