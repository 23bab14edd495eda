package io.netbuild.probe;

/**
 * The same call made by the owner. When that does not work, the attempts of the others prove nothing.
 *
 * @param attempt as in {@link AttemptResult}
 * @param on as in {@link AttemptResult}
 * @param tenant the owner, by the name that the report gives it
 * @param detail why it did not work, or what is particular about it; may be empty
 */
public record Control(ProbePath path, String attempt, String on, String tenant, boolean worked, String detail) {}
