package io.netbuild.probe;

import java.util.Locale;

/** What is tried with another tenant's things. */
public enum Kind {
    READ("nothing"),
    CHANGE("refused"),
    START("refused"),
    CORRELATE("refused"),
    COMPLETE("refused"),
    DELETE("refused");

    private final String expected;

    Kind(String expected) {
        this.expected = expected;
    }

    /** As reports write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What should come of it; {@link Outcome#NOTHING} and {@link Outcome#REFUSED} are as good as each other. */
    public String expected() {
        return expected;
    }
}
