package io.netbuild.dev;

/** Nothing was started, because something about the request or its surroundings has to be changed first. */
public final class StartRefusedException extends StackException {
    private static final long serialVersionUID = 1L;

    public StartRefusedException(String message) {
        super(message);
    }
}
