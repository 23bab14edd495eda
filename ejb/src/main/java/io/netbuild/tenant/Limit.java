package io.netbuild.tenant;

import io.netbuild.kernel.InvalidField;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a tier limits and a tenant's own agreement may limit differently. */
public enum Limit {
    PROCESS_INSTANCES_PER_DAY("processInstancesPerDay", "process_instances_per_day"),
    USERS("users", "users"),
    STORAGE_GB("storageGb", "storage_gb"),
    API_CALLS_PER_MINUTE("apiCallsPerMinute", "api_calls_per_minute"),
    CONCURRENT_SIMULATIONS("concurrentSimulations", "concurrent_simulations"),
    FILE_SIZE_MB("fileSizeMb", "file_size_mb"),
    USAGE_EVENTS_PER_MONTH("usageEventsPerMonth", "usage_events_per_month"),
    CONCURRENT_CALLS("concurrentCalls", "concurrent_calls"),
    QUEUED_CALLS("queuedCalls", "queued_calls");

    private final String field;
    private final String column;

    Limit(String field, String column) {
        this.field = field;
        this.column = column;
    }

    /** Its name in requests and answers. */
    public String field() {
        return field;
    }

    /** Its name in the tier catalogue. */
    public String column() {
        return column;
    }

    public static Limit parse(String field) {
        return Arrays.stream(values())
                .filter(limit -> limit.field.equals(field))
                .findFirst()
                .orElseThrow(() -> InvalidField.of(
                        "limits",
                        field,
                        "keyed by " + Arrays.stream(values()).map(Limit::field).collect(Collectors.joining(", "))));
    }
}
