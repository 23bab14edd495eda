package io.netbuild.wake;

import java.time.Duration;

/**
 * A job of an engine is going to be due. An event for observers, in no scope and no transaction.
 *
 * @param engine its name
 * @param in from now; zero when it is due
 */
public record JobDue(String engine, Duration in) {}
