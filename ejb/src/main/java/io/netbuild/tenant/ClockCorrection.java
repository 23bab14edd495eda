package io.netbuild.tenant;

import java.time.Duration;

/**
 * This node's clock differs from that of the platform's database by something else than before.
 *
 * @param add what has to be added to this node's clock from now on, in place of earlier corrections; negative when it is ahead
 */
public record ClockCorrection(Duration add) {}
