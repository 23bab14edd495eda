package io.netbuild.security;

import io.netbuild.kernel.InvalidField;
import java.util.Arrays;

/** What a caller may do; the names are those in the token's {@code groups} claim. */
public enum Role {
    /** Runs the platform; may enter every tenant. */
    OPERATOR(Role.OPERATOR_NAME),
    /** Runs one tenant. */
    TENANT_ADMIN(Role.TENANT_ADMIN_NAME),
    /** Works in one tenant. */
    USER(Role.USER_NAME);

    public static final String OPERATOR_NAME = "operator";
    public static final String TENANT_ADMIN_NAME = "tenant-admin";
    public static final String USER_NAME = "user";

    private final String claim;

    Role(String claim) {
        this.claim = claim;
    }

    public String claim() {
        return claim;
    }

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when there is no such role */
    public static Role parse(String claim) {
        return Arrays.stream(values())
                .filter(role -> role.claim.equals(claim))
                .findFirst()
                .orElseThrow(() -> InvalidField.of("roles", claim, "operator, tenant-admin or user"));
    }
}
