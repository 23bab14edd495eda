package io.netbuild.engine;

import io.netbuild.kernel.TenantId;

/** A transaction of the tenant has committed events to its outbox. Fired on the thread of that transaction, when it has ended. */
public record EventsWritten(TenantId tenant) {}
