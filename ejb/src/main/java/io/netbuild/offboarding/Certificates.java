package io.netbuild.offboarding;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.offboarding.internal.CertificateStore;
import io.netbuild.security.MasterKey;
import io.netbuild.security.SignedDocument;
import io.netbuild.security.SigningKey;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The certificates of erasure, which outlive their tenants. For operators. */
@ApplicationScoped
public class Certificates {

    private final CertificateStore store;
    private final SigningKey key;

    @Inject
    Certificates(CertificateStore store, @ConfigProperty(name = "netbuild.master.key") String masterKey) {
        this.store = store;
        this.key = new SigningKey(new MasterKey(masterKey), "erasure-certificate");
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Certificates() {
        this.store = null;
        this.key = null;
    }

    SignedDocument sign(String json) {
        return key.sign(json);
    }

    /** @throws NetBuildException with {@link ErrorCode#NOT_FOUND} */
    public SignedDocument get(UUID id) {
        return Sql.call(() -> store.find(id))
                .orElseThrow(
                        () -> new NetBuildException(ErrorCode.NOT_FOUND, "There is no certificate '%s'".formatted(id)));
    }

    /** The certificate of the last tenant that had this id. */
    public Optional<CertificateSummary> newestOf(TenantId tenant) {
        return page(tenant, 0, 1).items().stream().findFirst();
    }

    /**
     * Part of the certificates, the newest first.
     *
     * @param tenant null for all
     * @param offset how many to pass over, zero or more
     * @param limit how many to return, 1 to {@value Page#MAX_LIMIT}
     */
    public Page<CertificateSummary> page(@Nullable TenantId tenant, int offset, int limit) {
        return Sql.call(() -> store.page(tenant, offset, limit));
    }

    /** What verifies the signatures, as a JSON Web Key Set; the same on all servers. */
    public String keys() {
        return key.publicKeys();
    }
}
