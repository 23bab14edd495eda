package io.netbuild.database;

import java.util.regex.Pattern;

/**
 * A schema that holds one engine's tables.
 *
 * @param schema its name
 * @param applicationRole the existing role, or group of roles, that the work of tenants runs as there: row-level security applies to it
 */
public record EngineSchema(String schema, String applicationRole) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** The schema that all tenants of isolation SHARED live in. */
    public static final EngineSchema SHARED = new EngineSchema("shared", "netbuild_app");

    /** @throws IllegalArgumentException when a name would need quoting */
    public EngineSchema {
        requireIdentifier("schema", schema);
        requireIdentifier("role", applicationRole);
    }

    static void requireIdentifier(String what, String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The " + what + " '" + name + "' is not 1 to 63 characters of a-z, 0-9 and _");
        }
    }
}
