/**
 * How a server learns of work that nobody has called it for: jobs that are due, commands and events that wait, for tenants whose engines may be asleep. Start with
 * {@link io.netbuild.wake.Wakeups}. Says that there is work, and knows nothing of how it is done.
 */
@NullMarked
package io.netbuild.wake;

import org.jspecify.annotations.NullMarked;
