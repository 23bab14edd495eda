package io.netbuild.rows;

import java.util.Map;

/**
 * Rows that an engine writes for itself when it starts: its job of cleaning up, with the log of it. Each engine has them, and they say nothing of the tenant.
 */
final class Housekeeping {

    private static final Map<String, String> TYPES =
            Map.of("act_ru_job", "handler_type_", "act_hi_job_log", "job_def_type_");

    private Housekeeping() {}

    /** A further condition on rows that shall not be such; empty for a table that has none. */
    static String without(Table table, String alias) {
        String type = TYPES.get(table.name());
        return type == null ? "" : " and %s.%s is distinct from 'history-cleanup'".formatted(alias, type);
    }
}
