package io.netbuild.placement;

import io.netbuild.kernel.TenantId;
import io.netbuild.security.MasterKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The passwords of tenants' PostgreSQL roles. They follow from the master key, so that none has to be stored and every server of the platform
 * knows all of them: HMAC-SHA256 of the tenant's id under the key, in URL-safe Base64. {@code netbuild.master.key} is at least 32 bytes in
 * Base64, from the environment; without it the server does not start.
 */
@ApplicationScoped
public class TenantPasswords {

    private final MasterKey key;

    @Inject
    TenantPasswords(@ConfigProperty(name = "netbuild.master.key") String masterKey) {
        this.key = new MasterKey(masterKey);
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantPasswords() {
        this.key = null;
    }

    public String of(TenantId tenant) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.derive("role:" + tenant));
    }
}
