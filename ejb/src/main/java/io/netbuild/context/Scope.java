package io.netbuild.context;

/** On whose behalf a thread works: a tenant's or, explicitly, the platform's own. */
public sealed interface Scope {

    /** Work for one tenant; the database shows and takes its rows only. */
    record OfTenant(BoundTenant tenant) implements Scope {}

    /**
     * Work of the platform over all tenants with the system role: job acquisition, clean-up, moves.
     *
     * @param purpose shown in logs and errors
     */
    record OfSystem(String purpose) implements Scope {}
}
