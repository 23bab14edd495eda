package io.netbuild.web;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.security.Caller;
import io.netbuild.web.signin.AuthenticatedCaller;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the principal of a request to its caller. */
public final class Callers {

    private Callers() {}

    /** @throws NetBuildException with {@link ErrorCode#UNAUTHENTICATED} when nobody has been authenticated */
    public static Caller of(@Nullable Principal principal) {
        return find(principal)
                .orElseThrow(() -> new NetBuildException(ErrorCode.UNAUTHENTICATED, "Credentials are needed here"));
    }

    /** Empty when nobody has been authenticated, as can be where no credentials are needed. */
    public static Optional<Caller> find(@Nullable Principal principal) {
        return principal instanceof AuthenticatedCaller authenticated
                ? Optional.of(authenticated.caller())
                : Optional.empty();
    }

    /** @throws NetBuildException with {@link ErrorCode#FORBIDDEN} when the caller acts by an API key */
    public static void requireNoKey(@Nullable Principal principal, String what) {
        if (principal instanceof AuthenticatedCaller authenticated && authenticated.byKey()) {
            throw new NetBuildException(
                    ErrorCode.FORBIDDEN, "%s needs a session or a token; an API key is not enough".formatted(what));
        }
    }
}
