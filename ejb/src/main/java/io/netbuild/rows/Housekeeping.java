package io.netbuild.rows;

import java.util.Map;

/**
 * Rows that an engine of a tenant's own writes for itself when it starts: its job of cleaning up, with the log of it. Each engine has them, and they say nothing of the
 * tenant.
 */
final class Housekeeping {

    private static final Map<String, String> TYPES =
            Map.of("act_ru_job", "handler_type_", "act_hi_job_log", "job_def_type_");

    private Housekeeping() {}

    /** A further condition on {@code t}, without those rows; empty for tables that have none. */
    static String left(Table table) {
        String type = TYPES.get(table.name());
        return type == null ? "" : " and t.%s is distinct from 'history-cleanup'".formatted(type);
    }
}
