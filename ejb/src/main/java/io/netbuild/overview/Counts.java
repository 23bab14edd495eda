package io.netbuild.overview;

/**
 * How much there is in a tenant.
 *
 * @param instances running process instances, those of called processes included
 * @param tasks open user tasks
 * @param incidents open ones
 * @param failedJobs without retries left
 */
public record Counts(long instances, long tasks, long incidents, long failedJobs) {}
