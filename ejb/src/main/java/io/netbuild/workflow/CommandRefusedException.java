package io.netbuild.workflow;

/** A command that is never carried out. The message is for its sender: no secrets, nothing of another tenant. */
public class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    public CommandRefusedException(RefusalReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public RefusalReason reason() {
        return reason;
    }
}
