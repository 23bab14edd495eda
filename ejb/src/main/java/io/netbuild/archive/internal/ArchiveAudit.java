package io.netbuild.archive.internal;

import io.netbuild.audit.AuditLog;
import io.netbuild.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Notes exports and imports, each entry a transaction of its own: what was begun is known even if it came to nothing. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class ArchiveAudit {

    private final AuditLog audit;

    @Inject
    ArchiveAudit(AuditLog audit) {
        this.audit = audit;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ArchiveAudit() {
        this(null);
    }

    public void exported(TenantId tenant, String actor) {
        audit.record(actor, tenant, "export.began", Map.of());
    }

    public void importBegan(TenantId tenant, Manifest manifest, String actor) {
        audit.record(actor, tenant, "import.began", detail(manifest));
    }

    public void imported(TenantId tenant, Manifest manifest, String actor) {
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
