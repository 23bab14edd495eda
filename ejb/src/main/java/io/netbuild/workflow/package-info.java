/**
 * Workflows by message: commands that come by a queue and are carried out in their tenant, each once. Start with {@link
 * io.netbuild.workflow.WorkflowMessages}; how a command goes from the broker to the engine is told in {@code docs/adr/0012-transactional-inbox.md}.
 * Uses engines as any other code does, by the current tenant's services; must not know HTTP.
 */
@NullMarked
package io.netbuild.workflow;

import org.jspecify.annotations.NullMarked;
