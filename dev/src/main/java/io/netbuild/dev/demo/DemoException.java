package io.netbuild.dev.demo;

import io.netbuild.dev.StackException;

/** The platform did something other than it should; the message is one line. */
final class DemoException extends StackException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
