package io.netbuild.placement;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The passwords of tenants' PostgreSQL roles. They follow from the master key, so that none has to be stored and every server of the platform
 * knows all of them: HMAC-SHA256 of the tenant's id under the key, in URL-safe Base64. {@code netbuild.master.key} is at least 32 bytes in
 * Base64, from the environment; without it the server does not start.
 */
@ApplicationScoped
public class TenantPasswords {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    @Inject
    TenantPasswords(@ConfigProperty(name = "netbuild.master.key") String masterKey) {
        this.key = new SecretKeySpec(decoded(masterKey), ALGORITHM);
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantPasswords() {
        this.key = null;
    }

    private static byte[] decoded(String masterKey) {
        try {
            byte[] bytes = Base64.getDecoder().decode(masterKey.strip());
            if (bytes.length >= KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below: the value itself must not appear anywhere
        }
        throw new NetBuildException(
                ErrorCode.INTERNAL, "netbuild.master.key must be at least %d bytes in Base64".formatted(KEY_BYTES));
    }

    public String of(TenantId tenant) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] password = mac.doFinal(("role:" + tenant).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
