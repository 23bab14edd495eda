package io.netbuild.web.api;

import io.netbuild.identity.SignIns;
import io.netbuild.identity.UserDirectory;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.security.DevelopmentIssuer;
import io.netbuild.security.Role;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tokens of the embedded issuer, for development. */
@Path("/tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "tokens")
public class TokensResource {

    private static final long DEFAULT_SECONDS = 3600;
    private static final String BASIC = "Basic ";

    @Inject
    DevelopmentIssuer issuer;

    @Inject
    SignIns signIns;

    @Inject
    UserDirectory users;

    /**
     * Either what the token is to say, for the client that may ask for any, or the name and password of a user of the directory, who gets what the directory
     * says.
     *
     * @param roles operator, or tenant-admin and user
     * @param tenant the tenant's id, left out for operators
     * @param lifetimeSeconds 1 to 86400, default 3600
     * @param username with {@code password}: the user's id; {@code tenant} is needed by members of several tenants only
     */
    public record TokenRequest(
            @Nullable String subject,
            @Nullable List<String> roles,
            @Nullable String tenant,
            @Nullable Long lifetimeSeconds,
            @Nullable String username,
            @Nullable String password) {

        DevelopmentIssuer.Request toRequest() {
            return new DevelopmentIssuer.Request(
                    Fields.required("subject", subject),
                    roles == null ? Set.of() : roles.stream().map(Role::parse).collect(Collectors.toSet()),
                    tenant == null ? null : new TenantId(tenant),
                    lifetime());
        }

        Duration lifetime() {
            return Duration.ofSeconds(lifetimeSeconds == null ? DEFAULT_SECONDS : lifetimeSeconds);
        }

        @Override
        public String toString() {
            return "TokenRequest[" + (username == null ? subject : username) + "]"; // a password must not get into logs
        }
    }

    public record TokenView(String token, Instant expiresAt) {}

    @POST
    @Operation(
            summary = "Issue a token; in development mode only",
            description =
                    "With the client's name and secret by HTTP Basic, any token; or with username and password of a user, the user's own.")
    public Response issue(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Nullable TokenRequest request) {
        DevelopmentIssuer.Token token;
        if (request != null && request.username() != null) {
            token = issuer.issueTo(ofDirectory(request, request.username()));
        } else {
            String[] client = clientAndSecret(authorization);
            token = issuer.issue(
                    client[0], client[1], Fields.required("body", request).toRequest());
        }
        return Response.status(Response.Status.CREATED)
                .entity(new TokenView(token.value(), token.expiresAt()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private DevelopmentIssuer.Request ofDirectory(TokenRequest wish, String username) {
        issuer.requireEnabled();
        Caller caller = users.callerOf(
                signIns.verify(new UserId(username), Fields.required("password", wish.password())),
                wish.tenant() == null ? null : new TenantId(wish.tenant()));
        return DevelopmentIssuer.Request.of(caller, wish.lifetime());
    }

    private static String[] clientAndSecret(@Nullable String authorization) {
        if (authorization != null && authorization.startsWith(BASIC)) {
            try {
                byte[] decoded = Base64.getDecoder()
                        .decode(authorization.substring(BASIC.length()).strip());
                String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
                if (parts.length == 2) {
                    return parts;
                }
            } catch (IllegalArgumentException e) {
                // answered below, like every other header that is no credential
            }
        }
        throw new NetBuildException(ErrorCode.UNAUTHENTICATED, "The client's name and secret are needed by HTTP Basic");
    }
}
