package io.netbuild.web.signin;

import io.netbuild.identity.UserDirectory;
import io.netbuild.identity.UserId;
import io.netbuild.security.Caller;
import io.netbuild.security.DevelopmentIssuer;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Tokens of the issuer, verified as MicroProfile JWT says: signature, {@code iss}, {@code exp} and, where configured, {@code aud}. Those that the embedded issuer has given to users of
 * the directory are worth what the directory says.
 */
@ApplicationScoped
public class BearerTokens {

    private final JWTParser parser;
    private final TokenClaims claims;
    private final UserDirectory users;

    @Inject
    BearerTokens(JWTParser parser, TokenClaims claims, UserDirectory users) {
        this.parser = parser;
        this.claims = claims;
        this.users = users;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected BearerTokens() {
        this(null, null, null);
    }

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#UNAUTHENTICATED} */
    Caller callerOf(String token) {
        try {
            JsonWebToken parsed = parser.parse(token);
            Caller claimed = claims.callerOf(parsed);
            return parsed.containsClaim(DevelopmentIssuer.DIRECTORY_CLAIM) ? present(claimed) : claimed;
        } catch (ParseException e) {
            throw Credentials.wrong("A bearer token is missing, expired or not signed by the issuer");
        }
    }

    /** A user of the directory as whom the directory says it acts now, which may be less than when the token was issued. */
    private Caller present(Caller claimed) {
        return users.activeCallerOf(
                        new UserId(claimed.subject()), claimed.tenant().orElse(null))
                .orElseThrow(() -> Credentials.wrong("The user of the token is disabled, gone, or no member any more"));
    }
}
