package io.netbuild.kernel;

import java.util.Arrays;
import java.util.Locale;

/** How far a tenant is set apart from the others. */
public enum Isolation {
    /** In the shared engine and schema; Camunda tenant ids and row-level security. */
    SHARED,
    /** An engine, a container datasource and a schema of its own, in the main database. */
    SCHEMA,
    /** An engine, a container datasource and a database of its own, on any reachable server. */
    DATABASE;

    /** @throws NetBuildException with {@link ErrorCode#INVALID_FIELD} when there is no such level; the case does not matter */
    public static Isolation parse(String value) {
        return parse("isolation", value);
    }

    /**
     * As {@link #parse(String)}.
     *
     * @param field what the value is called by whoever has given it
     */
    public static Isolation parse(String field, String value) {
        return Arrays.stream(values())
                .filter(isolation -> isolation.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> InvalidField.of(field, value, "one of SHARED, SCHEMA, DATABASE"));
    }

    /** Whether the tenant has an engine of its own. */
    public boolean ownEngine() {
        return this != SHARED;
    }
}
