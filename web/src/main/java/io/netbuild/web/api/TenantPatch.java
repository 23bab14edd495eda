package io.netbuild.web.api;

import io.netbuild.kernel.Tier;
import io.netbuild.tenant.TenantChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /api/tenants/{id}}; what is left out stays, limits and labels are replaced as a whole. */
public record TenantPatch(
        @Nullable String name,
        @Nullable String tier,
        @Nullable Map<String, @Nullable Long> limits,
        @Nullable Map<String, @Nullable String> labels) {

    TenantChange toChange() {
        return new TenantChange(
                name,
                tier == null ? null : Tier.parse(tier),
                limits == null ? null : Fields.limits(limits),
                labels == null ? null : Fields.labels(labels));
    }
}
