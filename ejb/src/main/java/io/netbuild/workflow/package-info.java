/**
 * Workflows by message: commands that come by a queue and are carried out in their tenant, each once. Start with {@link
 * io.netbuild.workflow.WorkflowMessages}. A command goes from the broker into its tenant's inbox by {@code internal.CommandIntake} and from there to the engine by
 * {@code internal.CommandRuns}; why in two steps is told in {@code docs/adr/0012-transactional-inbox.md}.
 * Uses engines as any other code does, by the current tenant's services; must not know HTTP.
 */
@NullMarked
package io.netbuild.workflow;

import org.jspecify.annotations.NullMarked;
