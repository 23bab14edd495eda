/**
 * Timers, asynchronous continuations and batches of all engines, each run in the scope of the tenant it belongs to. Start with {@link
 * io.netbuild.job.JobRuns}; whose turn it is, is in {@code FairQueue}. Knows engines as Camunda has them, not how they are built or chosen.
 */
@NullMarked
package io.netbuild.job;

import org.jspecify.annotations.NullMarked;
