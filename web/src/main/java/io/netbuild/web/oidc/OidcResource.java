package io.netbuild.web.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.netbuild.identity.Sessions;
import io.netbuild.identity.SignInAttempt;
import io.netbuild.identity.SignInAttempts;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.security.Caller;
import io.netbuild.security.Role;
import io.netbuild.tenant.TenantDirectory;
import io.netbuild.web.signin.SessionCookie;
import io.netbuild.web.signin.TokenClaims;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing in at the OpenID Connect provider, for browsers. What it says of the user becomes the session, as a bearer token's claims become the caller. */
@Path("/sessions/oidc")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class OidcResource {

    private static final String STATE_COOKIE = "netbuild_sign_in";
    private static final String HOME = "/camunda/app/";

    @Inject
    OidcProvider provider;

    @Inject
    OidcSettings settings;

    @Inject
    SignInAttempts attempts;

    @Inject
    Sessions sessions;

    @Inject
    TokenClaims claims;

    @Inject
    TenantDirectory tenants;

    @Context
    UriInfo uri;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    /** @param name what to call it on a button */
    public record ProviderView(String name) {}

    @GET
    @Path("/provider")
    @Operation(summary = "The identity provider, if one is configured")
    public ProviderView provider() {
        return new ProviderView(provider.name());
    }

    /** @param to where to go afterwards: a path of this server */
    @GET
    @Path("/start")
    @Operation(summary = "Send the browser to the identity provider")
    public Response start(@QueryParam("to") @DefaultValue(HOME) String to) {
        State state = new State();
        SignInAttempt attempt = new SignInAttempt(new Nonce().getValue(), new CodeVerifier().getValue(), localPath(to));
        URI there = provider.begin(state, attempt, callback());
        attempts.begin(state.getValue(), attempt);
        return Response.seeOther(there)
                .cookie(stateCookie(state.getValue(), (int) SignInAttempts.LONGEST.toSeconds()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("/callback")
    @Operation(summary = "Where the identity provider sends the browser back to")
    public Response callback(
            @QueryParam("state") @Nullable String state,
            @QueryParam("code") @Nullable String code,
            @QueryParam("error") @Nullable String error,
            @CookieParam(STATE_COOKIE) @Nullable String expected) {
        if (state == null || !state.equals(expected)) {
            throw OidcProvider.refused("the answer is not for this browser");
        }
        SignInAttempt attempt = attempts.take(state)
                .orElseThrow(() -> OidcProvider.refused("it took too long, or the answer was used before"));
        if (code == null) {
            throw OidcProvider.refused(error == null ? "it sent no code" : "error " + error.replaceAll("[^\\w.-]", ""));
        }
        Caller caller = caller(provider.finish(new AuthorizationCode(code), attempt, callback()));
        SessionCookie.of(request).ifPresent(sessions::end);
        SessionCookie.set(request, response, sessions.openExternal(caller));
        return Response.seeOther(base().resolve(attempt.destination()))
                .cookie(stateCookie("", 0))
                .build();
    }

    private Caller caller(IDTokenClaimsSet token) {
        String name = token.getStringClaim("preferred_username");
        Caller caller = claims.callerOf(
                token::getClaim, name == null ? token.getSubject().getValue() : name);
        boolean member = caller.tenant().isPresent() && (caller.is(Role.TENANT_ADMIN) || caller.is(Role.USER));
        if (!caller.isOperator() && !member) {
            throw new NetBuildException(
                    ErrorCode.FORBIDDEN, "The identity provider gives '%s' no role here".formatted(caller.subject()));
        }
        caller.tenant().ifPresent(tenants::get);
        return caller;
    }

    private URI base() {
        return settings.baseUri().orElseGet(() -> uri.getBaseUri().resolve("/"));
    }

    private URI callback() {
        return base().resolve("/api/sessions/oidc/callback");
    }

    /** Never another server's address. */
    private static String localPath(String to) {
        return to.startsWith("/") && !to.startsWith("//") && to.indexOf('\\') < 0 ? to : HOME;
    }

    private NewCookie stateCookie(String value, int seconds) {
        return new NewCookie.Builder(STATE_COOKIE)
                .value(value)
                .path("/api/sessions/oidc")
                .httpOnly(true)
                .secure(SessionCookie.isForHttpsOnly(request))
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(seconds)
                .build();
    }
}
