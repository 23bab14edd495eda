package io.netbuild.dev;

/** What the command line returns, besides the 3 of the script {@code netbuild} for a missing JDK or Maven. */
final class ExitCode {
    static final int OK = 0;

    /** Something failed, or nothing runs. */
    static final int FAILED = 1;

    /** A wrong option, or something in the way: a port that is taken, a data directory of another version or in use. */
    static final int REFUSED = 2;

    private ExitCode() {}
}
