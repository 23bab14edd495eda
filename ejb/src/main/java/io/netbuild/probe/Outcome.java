package io.netbuild.probe;

/** What came of an attempt. */
public enum Outcome {
    /** It was answered with an error that says no. */
    REFUSED("refused"),
    /** It was answered, but showed nothing and changed nothing. */
    NOTHING("nothing"),
    /** It showed or changed something of another tenant's. */
    LEAK("LEAK"),
    /** It failed for a reason that decides nothing, such as a fault of the server. That is no pass. */
    ERROR("error"),
    /** The way is not there on this server, and so was not tried. */
    UNAVAILABLE("unavailable");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** As reports write it. */
    public String label() {
        return label;
    }
}
