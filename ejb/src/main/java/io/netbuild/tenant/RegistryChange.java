package io.netbuild.tenant;

import io.netbuild.kernel.TenantId;

/**
 * Something in the registry is not what it was; a CDI event on every node of the installation, on that which made the change too. It comes after the
 * change has committed and while the {@link RegistryLease} from before it lasts, so whoever forgets what it names never uses anything older than that.
 * Observers must be quick: while they work, the node cannot confirm anything.
 */
public sealed interface RegistryChange {

    /** A tenant was made, changed or removed, or lives elsewhere. */
    record OfTenant(TenantId id) implements RegistryChange {}

    /** The tier catalogue. */
    record OfTiers() implements RegistryChange {}

    /** An API key was changed, revoked or deleted. */
    record OfKey(String id) implements RegistryChange {}

    /** A session was changed or has ended. @param tokenHash in hexadecimal digits */
    record OfSession(String tokenHash) implements RegistryChange {}

    /** What a user may do, and where. */
    record OfUser(String id) implements RegistryChange {}

    /** Anything may have changed: this node has missed more than can be told. */
    record OfAll() implements RegistryChange {}
}
