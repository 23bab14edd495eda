package io.netbuild.web.api;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
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

    /**
     * @param roles operator, or tenant-admin and user
     * @param tenant the tenant's id, left out for operators
     * @param lifetimeSeconds 1 to 86400, default 3600
     */
    public record TokenRequest(
            @Nullable String subject,
            @Nullable List<String> roles,
            @Nullable String tenant,
            @Nullable Long lifetimeSeconds) {

        DevelopmentIssuer.Request toRequest() {
            return new DevelopmentIssuer.Request(
                    Fields.required("subject", subject),
                    roles == null ? Set.of() : roles.stream().map(Role::parse).collect(Collectors.toSet()),
                    tenant == null ? null : new TenantId(tenant),
                    Duration.ofSeconds(lifetimeSeconds == null ? DEFAULT_SECONDS : lifetimeSeconds));
        }
    }

    public record TokenView(String token, Instant expiresAt) {}

    @POST
    @Operation(summary = "Issue a token; in development mode only, with the client's secret by HTTP Basic")
    public Response issue(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Nullable TokenRequest request) {
        String[] client = clientAndSecret(authorization);
        DevelopmentIssuer.Token token = issuer.issue(
                client[0], client[1], Fields.required("body", request).toRequest());
        return Response.status(Response.Status.CREATED)
                .entity(new TokenView(token.value(), token.expiresAt()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
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
