package io.netbuild.web;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** From the verified token of a request to its caller. The claim with the tenant is {@code netbuild.token.tenant-claim}, default tenant_id. */
@ApplicationScoped
public class Callers {

    private final String tenantClaim;

    @Inject
    Callers(@ConfigProperty(name = "netbuild.token.tenant-claim", defaultValue = "tenant_id") String tenantClaim) {
        this.tenantClaim = tenantClaim;
    }

    /** For the CDI proxy. */
    protected Callers() {
        this("");
    }

    /** @throws NetBuildException with {@link ErrorCode#UNAUTHENTICATED} when the principal does not come from a token */
    public Caller of(@Nullable Principal principal) {
        if (!(principal instanceof JsonWebToken token)) {
            throw new NetBuildException(ErrorCode.UNAUTHENTICATED, "A bearer token is needed");
        }
        Optional<TenantId> tenant =
                token.claim(tenantClaim).map(value -> new TenantId(String.valueOf(unquoted(value))));
        return new Caller(token.getName(), token.getGroups() == null ? Set.of() : token.getGroups(), tenant);
    }

    private static Object unquoted(Object claim) {
        return claim instanceof JsonString text ? text.getString() : claim;
    }
}
