package io.netbuild.web.signin;

import io.netbuild.security.Caller;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Tokens of the issuer, verified as MicroProfile JWT says: signature, {@code iss}, {@code exp} and, where configured, {@code aud}. */
@ApplicationScoped
public class BearerTokens {

    private final JWTParser parser;
    private final TokenClaims claims;

    @Inject
    BearerTokens(JWTParser parser, TokenClaims claims) {
        this.parser = parser;
        this.claims = claims;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected BearerTokens() {
        this(null, null);
    }

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#UNAUTHENTICATED} */
    Caller callerOf(String token) {
        try {
            return claims.callerOf(parser.parse(token));
        } catch (ParseException e) {
            throw Credentials.wrong("A bearer token is missing, expired or not signed by the issuer");
        }
    }
}
