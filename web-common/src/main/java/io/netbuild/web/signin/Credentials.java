package io.netbuild.web.signin;

import io.netbuild.identity.ApiKeyId;
import io.netbuild.identity.ApiKeys;
import io.netbuild.identity.Sessions;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The credentials of a request: a bearer token of the issuer's, an API key as a bearer token or by HTTP Basic, or a browser's session. Those of the
 * {@code Authorization} header go before the cookie.
 */
@ApplicationScoped
public class Credentials {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final BearerTokens tokens;
    private final ApiKeys keys;
    private final Sessions sessions;

    @Inject
    Credentials(BearerTokens tokens, ApiKeys keys, Sessions sessions) {
        this.tokens = tokens;
        this.keys = keys;
        this.sessions = sessions;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Credentials() {
        this(null, null, null);
    }

    /**
     * Empty when the request carries none.
     *
     * @throws NetBuildException with {@link ErrorCode#UNAUTHENTICATED} when they are wrong or have expired, with {@link ErrorCode#FORBIDDEN} when
     *     another site lets the browser send them
     */
    Optional<AuthenticatedCaller> callerOf(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return Optional.of(ofHeader(header.strip()));
        }
        Optional<String> session = SessionCookie.of(request);
        if (session.isPresent()) {
            Caller caller =
                    sessions.callerOf(session.get()).orElseThrow(() -> wrong("The session has ended: sign in again"));
            SameOrigin.require(request);
            return Optional.of(new AuthenticatedCaller(caller, false));
        }
        return Optional.empty();
    }

    private AuthenticatedCaller ofHeader(String header) {
        if (hasScheme(header, BEARER)) {
            String token = header.substring(BEARER.length()).strip();
            int dot = token.indexOf('.');
            return dot > 0 && ApiKeyId.isOne(token.substring(0, dot))
                    ? ofKey(token.substring(0, dot), token.substring(dot + 1))
                    : new AuthenticatedCaller(tokens.callerOf(token), false);
        }
        if (hasScheme(header, BASIC)) {
            String[] pair = decoded(header.substring(BASIC.length()).strip()).split(":", 2);
            if (pair.length == 2) {
                return ofKey(pair[0], pair[1]);
            }
        }
        throw wrong("The Authorization header holds neither a bearer token nor an API key");
    }

    private static boolean hasScheme(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("The Authorization header is not Base64");
        }
    }

    private AuthenticatedCaller ofKey(String id, String secret) {
        return keys.callerOf(id, secret)
                .map(caller -> new AuthenticatedCaller(caller, true))
                .orElseThrow(() -> wrong("The API key is wrong, revoked or expired"));
    }

    static NetBuildException wrong(String detail) {
        return new NetBuildException(ErrorCode.UNAUTHENTICATED, detail);
    }
}
