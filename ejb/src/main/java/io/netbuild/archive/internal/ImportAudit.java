package io.netbuild.archive.internal;

import io.netbuild.audit.AuditLog;
import io.netbuild.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Notes imports, each entry a transaction of its own: what was begun is known even if it came to nothing. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class ImportAudit {

    private final AuditLog audit;

    @Inject
    ImportAudit(AuditLog audit) {
        this.audit = audit;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ImportAudit() {
        this(null);
    }

    public void began(TenantId tenant, Manifest manifest, String actor) {
        audit.record(actor, tenant, "import.began", detail(manifest));
    }

    public void done(TenantId tenant, Manifest manifest, String actor) {
        audit.record(actor, tenant, "import.done", detail(manifest));
    }

    private static Map<String, String> detail(Manifest manifest) {
        return Map.of(
                "exportedFrom",
                manifest.tenant().getOrDefault("id", ""),
                "exportedAt",
                manifest.exportedAt().toString());
    }
}
