package io.netbuild.probe;

import java.util.Locale;

/** The ways that lead to a tenant's rows. */
public enum ProbePath {
    /** The engine's services as application code has them injected, in the tenant's scope, with no user authenticated. */
    EJB,
    /** The engine's REST API of this server, over HTTP, as an administrator of the tenant. */
    ENGINE_REST,
    /** The platform's own API of this server, over HTTP, likewise. */
    API,
    /** The API of the web applications, over HTTP, as an administrator of the tenant. */
    COCKPIT,
    /** Commands in the queue of workflows. */
    JMS,
    /** Statements of the application's own on the tenant's datasource. */
    SQL;

    /** As reports and the command line write it, such as {@code engine-rest}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
