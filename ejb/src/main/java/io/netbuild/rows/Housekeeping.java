package io.netbuild.rows;

import java.util.Map;

/**
 * Rows that an engine writes for itself when it starts: its job of cleaning up, with the log of it. Each engine has them, and they say nothing of the tenant. What
 * is given here are further conditions on rows that shall not be such, empty for tables that have none.
 */
final class Housekeeping {

    private static final String JOBS = "act_ru_job";
    private static final Map<String, String> TYPES = Map.of(JOBS, "handler_type_", "act_hi_job_log", "job_def_type_");

    private Housekeeping() {}

    /** Neither the jobs nor the log of them. */
    static String without(Table table, String alias) {
        String type = TYPES.get(table.name());
        return type == null ? "" : " and %s.%s is distinct from 'history-cleanup'".formatted(alias, type);
    }

    /** Not the jobs, but the log of them. */
    static String withoutJobs(Table table, String alias) {
        return table.name().equals(JOBS) ? without(table, alias) : "";
    }
}
