package io.netbuild.workflow.internal;

import java.time.Duration;

/**
 * A command of the inbox that is just being carried out.
 *
 * @param attempts including this one
 * @param age since it came into the inbox
 */
public record PendingCommand(IncomingCommand command, int attempts, Duration age) {}
