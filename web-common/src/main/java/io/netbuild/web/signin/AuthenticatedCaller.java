package io.netbuild.web.signin;

import io.netbuild.security.Caller;
import jakarta.security.enterprise.CallerPrincipal;

/** The caller of a request, as its principal. */
public final class AuthenticatedCaller extends CallerPrincipal {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;

    AuthenticatedCaller(Caller caller) {
        super(caller.subject());
        this.caller = caller;
    }

    public Caller caller() {
        return caller;
    }
}
