package io.netbuild.web.signin;

import io.netbuild.security.Caller;
import jakarta.security.enterprise.CallerPrincipal;

/** The caller of a request, as its principal. */
public final class AuthenticatedCaller extends CallerPrincipal {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;
    private final boolean byKey;

    AuthenticatedCaller(Caller caller, boolean byKey) {
        super(caller.subject());
        this.caller = caller;
        this.byKey = byKey;
    }

    public Caller caller() {
        return caller;
    }

    /** Whether it is a program that acts by an API key, and not a person or who holds a token of the issuer. */
    public boolean byKey() {
        return byKey;
    }
}
