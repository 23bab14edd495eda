package io.netbuild.fairness;

/** There was no permit in time. */
public final class NoPermitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int used;

    /** Who has too many. */
    public enum Reason {
        /** The tenant itself has all that it may have. */
        TENANT,
        /** All tenants together have all that there are. */
        ALL
    }

    NoPermitException(Reason reason, int used) {
        super(reason + " in use: " + used);
        this.reason = reason;
        this.used = used;
    }

    public Reason reason() {
        return reason;
    }

    /** How many permits the tenant had. */
    public int used() {
        return used;
    }
}
