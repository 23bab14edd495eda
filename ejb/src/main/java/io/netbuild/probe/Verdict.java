package io.netbuild.probe;

import java.util.Locale;

/** What all attempts together say. */
public enum Verdict {
    /** Attempts were made, each of them proved to be worth something, and none of them leaked or failed. */
    ISOLATED,
    /** At least one attempt leaked. */
    LEAK,
    /** Nothing leaked as far as it could be tried, but attempts or their controls failed. */
    INCONCLUSIVE;

    /** As reports write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
