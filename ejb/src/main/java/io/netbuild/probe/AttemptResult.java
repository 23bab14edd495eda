package io.netbuild.probe;

/**
 * One attempt of one tenant on what another one owns.
 *
 * @param attempt what was tried, the same words for every pair of tenants
 * @param on what it was tried on where that varies, such as the name of a table; empty otherwise
 * @param from who tried, by the name that the report gives it
 * @param to whose it was
 * @param detail why, in a few words and without anything of the other tenant's; may be empty
 */
public record AttemptResult(
        ProbePath path, Kind kind, String attempt, String on, String from, String to, Outcome outcome, String detail) {}
