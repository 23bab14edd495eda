package io.netbuild.tenant;

import io.netbuild.kernel.TenantStatus;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changed copies of a tenant. */
final class Tenants {

    private Tenants() {}

    static Tenant changed(Tenant tenant, TenantChange change) {
        return new Tenant(
                tenant.id(),
                tenant.externalKey(),
                change.name() == null ? tenant.name() : change.name(),
                tenant.organisation(),
                tenant.emailDomain(),
                change.tier() == null ? tenant.tier() : change.tier(),
                tenant.status(),
                tenant.statusReason(),
                change.limits() == null ? tenant.limits() : change.limits(),
                change.labels() == null ? tenant.labels() : change.labels(),
                tenant.placement(),
                tenant.epoch(),
                tenant.createdAt(),
                tenant.updatedAt(),
                tenant.version());
    }

    static Tenant withStatus(Tenant tenant, TenantStatus status, @Nullable String reason) {
        return new Tenant(
                tenant.id(),
                tenant.externalKey(),
                tenant.name(),
                tenant.organisation(),
                tenant.emailDomain(),
                tenant.tier(),
                status,
                reason,
                tenant.limits(),
                tenant.labels(),
                tenant.placement(),
                tenant.epoch(),
                tenant.createdAt(),
                tenant.updatedAt(),
                tenant.version());
    }

    /** What differs, as {@code before -> after}, for the audit log. */
    static Map<String, String> difference(Tenant before, Tenant after) {
        Map<String, String> difference = new TreeMap<>();
        note(difference, "name", before.name(), after.name());
        note(difference, "tier", before.tier(), after.tier());
        note(difference, "status", before.status(), after.status());
        note(difference, "statusReason", before.statusReason(), after.statusReason());
        note(difference, "limits", before.limits(), after.limits());
        note(difference, "labels", before.labels(), after.labels());
        return difference;
    }

    private static void note(
            Map<String, String> difference, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            difference.put(field, before + " -> " + after);
        }
    }
}
