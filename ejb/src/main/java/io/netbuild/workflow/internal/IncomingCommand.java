package io.netbuild.workflow.internal;

import io.netbuild.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A command as it came, its format checked.
 *
 * @param messageId its sender's id of it, which makes it one however often it is sent
 * @param orderingKey commands of a tenant with an equal one are carried out one after the other; null: in any order
 * @param command the name of what it asks for
 * @param body see {@link io.netbuild.workflow.CommandFormat}
 * @param producer the id of the key that it was sent with; null: the application itself
 */
public record IncomingCommand(
        TenantId tenant,
        String messageId,
        @Nullable String orderingKey,
        String command,
        String body,
        @Nullable String producer) {}
