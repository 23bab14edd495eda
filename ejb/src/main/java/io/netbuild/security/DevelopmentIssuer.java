package io.netbuild.security;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens where no identity provider is at hand. Off unless {@code netbuild.development} is true. The keys are made in {@code
 * netbuild.issuer.directory} at the first start; the name of the issuer is the one that tokens are verified against, {@code
 * mp.jwt.verify.issuer}.
 */
@ApplicationScoped
public class DevelopmentIssuer {

    /** The client that may ask for tokens. */
    public static final String CLIENT = "netbuild-dev";

    static final Duration LONGEST = Duration.ofDays(1);

    private final boolean enabled;
    private final Optional<Path> directory;
    private final Optional<String> issuer;
    private volatile @Nullable IssuerKeys keys;

    @Inject
    DevelopmentIssuer(
            @ConfigProperty(name = "netbuild.development", defaultValue = "false") boolean enabled,
            @ConfigProperty(name = "netbuild.issuer.directory") Optional<Path> directory,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer) {
        this.enabled = enabled;
        this.directory = directory;
        this.issuer = issuer;
    }

    /** For the CDI proxy. */
    protected DevelopmentIssuer() {
        this(false, Optional.empty(), Optional.empty());
    }

    /** Makes or reads the keys, so that tokens can be verified from the first request on. Does nothing when the issuer is off. */
    public void start() {
        if (enabled) {
            Path place = directory.orElseThrow(
                    () -> new IllegalStateException("netbuild.development needs netbuild.issuer.directory"));
            try {
                keys = IssuerKeys.in(place);
            } catch (IOException e) {
                throw new UncheckedIOException("The issuer's keys in " + place + " cannot be used", e);
            }
        }
    }

    /** A claim of tokens whose subject is a user of the directory: true. What such a token says of roles holds only as long as the directory says so too. */
    public static final String DIRECTORY_CLAIM = "netbuild_directory";

    /**
     * @param subject 1 to 100 characters
     * @param groups besides the roles
     * @param tenant null for operators, who belong to none
     * @param directory whether the subject is a user of the directory
     */
    public record Request(
            String subject,
            Set<Role> roles,
            Set<String> groups,
            @Nullable TenantId tenant,
            Duration lifetime,
            boolean directory) {

        public Request(String subject, Set<Role> roles, @Nullable TenantId tenant, Duration lifetime) {
            this(subject, roles, Set.of(), tenant, lifetime, false);
        }

        /** What is known of a user of the directory who has signed in. */
        public static Request of(Caller caller, Duration lifetime) {
            Set<Role> roles = Arrays.stream(Role.values()).filter(caller::is).collect(Collectors.toSet());
            Set<String> groups = caller.groups().stream()
                    .filter(group ->
                            roles.stream().noneMatch(role -> role.claim().equals(group)))
                    .collect(Collectors.toSet());
            return new Request(caller.subject(), roles, groups, caller.tenant().orElse(null), lifetime, true);
        }

        public Request {
            if (subject.isBlank() || subject.length() > 100) {
                throw InvalidField.of("subject", subject, "1 to 100 characters");
            }
            if (roles.isEmpty()) {
                throw InvalidField.of("roles", null, "at least one of operator, tenant-admin and user");
            }
            if ((tenant == null) != roles.contains(Role.OPERATOR)) {
                throw InvalidField.of("tenant", tenant, "given for tenant-admin and user, and left out for operator");
            }
            if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
                throw InvalidField.of("lifetimeSeconds", lifetime.toSeconds(), "1 to " + LONGEST.toSeconds());
            }
            roles = Set.copyOf(roles);
            groups = Set.copyOf(groups);
        }
    }

    public record Token(String value, Instant expiresAt) {}

    /**
     * @throws NetBuildException with {@link ErrorCode#NOT_FOUND} when the issuer is off, with {@link ErrorCode#UNAUTHENTICATED} when the client's
     *     secret is wrong
     */
    public Token issue(String client, String secret, Request request) {
        IssuerKeys present = requireKeys();
        if (!client.equals(CLIENT)
                || !MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8),
                        present.clientSecret().getBytes(StandardCharsets.UTF_8))) {
            throw new NetBuildException(ErrorCode.UNAUTHENTICATED, "The client or its secret is wrong");
        }
        return issueTo(request);
    }

    /**
     * A token for whom the caller has verified itself.
     *
     * @throws NetBuildException with {@link ErrorCode#NOT_FOUND} when the issuer is off
     */
    public Token issueTo(Request request) {
        IssuerKeys present = requireKeys();
        Instant expiresAt = Instant.now().plus(request.lifetime());
        return new Token(signed(claims(request, expiresAt), present), expiresAt);
    }

    /** @throws NetBuildException with {@link ErrorCode#NOT_FOUND} when the issuer is off */
    public void requireEnabled() {
        requireKeys();
    }

    /** Whether tokens can be had here. */
    public boolean isEnabled() {
        return enabled;
    }

    private IssuerKeys requireKeys() {
        IssuerKeys present = keys;
        if (present == null) {
            throw new NetBuildException(ErrorCode.NOT_FOUND, "The embedded issuer is off");
        }
        return present;
    }

    private JwtClaims claims(Request request, Instant expiresAt) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer.orElseThrow(() -> new IllegalStateException("mp.jwt.verify.issuer is not set")));
        claims.setSubject(request.subject());
        claims.setClaim("upn", request.subject());
        claims.setStringListClaim(
                "groups",
                Stream.concat(request.roles().stream().map(Role::claim), request.groups().stream())
                        .toList());
        if (request.tenant() != null) {
            claims.setClaim("tenant_id", request.tenant().value());
        }
        if (request.directory()) {
            claims.setClaim(DIRECTORY_CLAIM, true);
        }
        claims.setIssuedAtToNow();
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
        claims.setGeneratedJwtId();
        return claims;
    }

    private static String signed(JwtClaims claims, IssuerKeys keys) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(keys.signing().getPrivateKey());
        signature.setKeyIdHeaderValue(keys.signing().getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("A token cannot be signed", e);
        }
    }
}
