package io.netbuild.dev.demo;

/**
 * What a tenant has done.
 *
 * @param instances process instances started, called ones not counted
 * @param tasks user tasks completed
 * @param externalTasks external tasks handled by its workers
 * @param messages messages correlated
 * @param timers timers that fired
 * @param incidents failed jobs that became incidents
 */
record Done(int instances, int tasks, int externalTasks, int messages, int timers, int incidents) {}
