package io.netbuild.identity;

import io.netbuild.kernel.InvalidField;
import java.util.Arrays;

/** Whether a user may come in. */
public enum UserStatus {
    ACTIVE,
    DISABLED;

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when there is no such status */
    public static UserStatus parse(String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InvalidField.of("status", name, "ACTIVE or DISABLED"));
    }
}
