package io.netbuild.web.api;

import io.netbuild.identity.ApiKey;
import io.netbuild.identity.ApiKeyId;
import io.netbuild.identity.ApiKeyQuery;
import io.netbuild.identity.ApiKeys;
import io.netbuild.identity.NewApiKey;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.security.Role;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Keys by which programs act as users: everybody's own, for administrators those of their tenant, for operators all. */
@Path("/api-keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "api keys")
public class ApiKeysResource {

    @Inject
    ApiKeys keys;

    @Context
    SecurityContext security;

    /**
     * The body of {@code POST /api/api-keys}.
     *
     * @param name what the key is for
     * @param user whose it is; default: the caller's
     * @param tenant where it is valid; default: the caller's own; null for operators' keys
     * @param expiresAt ISO 8601 with an offset; default: never
     */
    public record ApiKeyRequest(
            @Nullable String name, @Nullable String user, @Nullable String tenant, @Nullable String expiresAt) {}

    /** @param lastUsedAt to the minute */
    public record ApiKeyView(
            String id,
            String name,
            String user,
            @Nullable String tenant,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt) {

        static ApiKeyView of(ApiKey key) {
            return new ApiKeyView(
                    key.id().value(),
                    key.name(),
                    key.user().value(),
                    key.tenant() == null ? null : key.tenant().value(),
                    key.createdBy(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.revokedAt(),
                    key.lastUsedAt());
        }
    }

    /**
     * A new key.
     *
     * @param secret told this once; with the id it is name and password for HTTP Basic and the message broker
     * @param token both together, as a bearer token
     */
    public record IssuedView(ApiKeyView key, String secret, String token) {

        @Override
        public String toString() {
            return "IssuedView[" + key.id() + "]"; // a secret must not get into logs
        }
    }

    @POST
    @Operation(summary = "Make a key; the only answer that holds its secret")
    @APIResponse(responseCode = "201", description = "The key with its secret")
    @APIResponse(
            responseCode = "403",
            description =
                    "forbidden: not one's own, the user does not belong to the tenant, or the caller acts by an API key itself")
    public Response create(@Nullable ApiKeyRequest request) {
        Callers.requireNoKey(security.getUserPrincipal(), "Making an API key");
        Caller caller = caller();
        ApiKeyRequest wish = Fields.required("body", request);
        UserId user = UserId.of("user", wish.user() == null ? caller.subject() : wish.user());
        TenantId tenant = wish.tenant() == null ? caller.tenant().orElse(null) : new TenantId(wish.tenant());
        requireMay(caller, user, tenant);
        ApiKeys.Issued issued = keys.issue(
                new NewApiKey(Fields.required("name", wish.name()), user, tenant, expiry(wish.expiresAt())),
                caller.subject());
        return Response.created(URI.create("api-keys/" + issued.key().id()))
                .entity(new IssuedView(ApiKeyView.of(issued.key()), issued.secret(), issued.token()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Operation(
            summary = "List keys, newest first",
            description =
                    "Users see their own, administrators those of their tenant, operators all. Revoked ones only with revoked=true.")
    public PageView<ApiKeyView> list(
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("user") @Nullable String user,
            @QueryParam("revoked") @DefaultValue("false") String revoked,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        Caller caller = caller();
        UserId owner = user == null ? null : UserId.of("user", user);
        TenantId place = tenant == null ? caller.tenant().orElse(null) : new TenantId(tenant);
        if (!caller.isOperator() && !caller.is(Role.TENANT_ADMIN) && owner == null) {
            owner = new UserId(caller.subject());
        }
        if (!caller.isOperator()) {
            requireMay(caller, owner, place);
        }
        ApiKeyQuery query = new ApiKeyQuery(
                place,
                owner,
                Fields.bool("revoked", revoked),
                Fields.integer("offset", offset),
                Fields.integer("limit", limit));
        return PageView.of(keys.page(query), ApiKeyView::of);
    }

    @GET
    @Path("/{key}")
    @Operation(summary = "One key")
    public ApiKeyView one(@PathParam("key") String key) {
        return ApiKeyView.of(mine(key));
    }

    @DELETE
    @Path("/{key}")
    @Operation(summary = "Revoke a key; it stays in the list")
    @APIResponse(
            responseCode = "204",
            description = "Nobody can use the key any more, on other servers within 2 seconds")
    public void revoke(@PathParam("key") String key) {
        keys.revoke(mine(key).id(), caller().subject());
    }

    /** A key that the caller may not know of does not exist for it. */
    private ApiKey mine(String id) {
        ApiKey key = keys.get(new ApiKeyId(id));
        if (!may(caller(), key.user(), key.tenant())) {
            throw new NetBuildException(ErrorCode.NOT_FOUND, "There is no API key '%s'".formatted(id));
        }
        return key;
    }

    private static void requireMay(Caller caller, @Nullable UserId user, @Nullable TenantId tenant) {
        if (!may(caller, user, tenant)) {
            throw new NetBuildException(
                    ErrorCode.FORBIDDEN,
                    "The caller may manage its own keys, and an administrator those of its tenant");
        }
    }

    private static boolean may(Caller caller, @Nullable UserId user, @Nullable TenantId tenant) {
        if (caller.isOperator()) {
            return true;
        }
        boolean there = tenant != null && caller.tenant().filter(tenant::equals).isPresent();
        boolean own = user != null && user.value().equals(caller.subject());
        return there && (own || caller.is(Role.TENANT_ADMIN));
    }

    private static @Nullable Instant expiry(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw InvalidField.of("expiresAt", text, "a time such as 2027-01-31T12:00:00Z");
        }
    }

    private Caller caller() {
        return Callers.of(security.getUserPrincipal());
    }
}
