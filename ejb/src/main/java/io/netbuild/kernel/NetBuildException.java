package io.netbuild.kernel;

import java.util.Map;

/** An error with a documented code. The message is meant for the caller: it never contains secrets or another tenant's data. */
public class NetBuildException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> members;

    public NetBuildException(ErrorCode code, String detail) {
        this(code, detail, Map.of());
    }

    /** @param members additional members of the problem document, such as {@code field} or {@code limit} */
    public NetBuildException(ErrorCode code, String detail, Map<String, Object> members) {
        super(detail);
        this.code = code;
        this.members = Map.copyOf(members);
    }

    public NetBuildException(ErrorCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.members = Map.of();
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> members() {
        return members;
    }
}
