package io.netbuild.wake;

import io.netbuild.kernel.TenantId;
import java.util.Map;
import java.util.Set;

/**
 * What one look has found in the inboxes and outboxes of a database. An event for observers, in no scope and no transaction.
 *
 * @param database the database's name
 * @param commands how many are due, by tenant
 * @param events the tenants that have some to publish
 */
public record MessagesWaiting(String database, Map<TenantId, Integer> commands, Set<TenantId> events) {

    public MessagesWaiting {
        commands = Map.copyOf(commands);
        events = Set.copyOf(events);
    }
}
