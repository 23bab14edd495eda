package io.netbuild.probe.internal;

import io.netbuild.security.DevelopmentIssuer;
import io.netbuild.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a tenant of a probe shows to get in over HTTP, as an administrator: the most that a tenant can have. */
@ApplicationScoped
public class ProbeCredentials {

    private static final String SUBJECT = "isolation-probe";
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final DevelopmentIssuer issuer;

    @Inject
    ProbeCredentials(DevelopmentIssuer issuer) {
        this.issuer = issuer;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ProbeCredentials() {
        this(null);
    }

    /** The value of the header {@code Authorization}; empty when this server has nothing to give. */
    Optional<String> authorizationOf(ProbeTenant tenant) {
        if (!issuer.isEnabled()) {
            return Optional.empty();
        }
        DevelopmentIssuer.Request wish =
                new DevelopmentIssuer.Request(SUBJECT, Set.of(Role.TENANT_ADMIN), tenant.id(), LIFETIME);
        return Optional.of("Bearer " + issuer.issueTo(wish).value());
    }
}
