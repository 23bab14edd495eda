package io.netbuild.web.api;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;
import io.netbuild.tenant.NewTenant;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TierCatalogue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/tenants}.
 *
 * @param tier a tier or an alias of one
 * @param isolation default: that of the tier
 * @param server of a DATABASE placement, default: the main one
 */
public record TenantRequest(
        @Nullable String id,
        @Nullable String name,
        @Nullable String organisation,
        @Nullable String emailDomain,
        @Nullable String tier,
        @Nullable String isolation,
        @Nullable String server,
        @Nullable Map<String, @Nullable Long> limits,
        @Nullable Map<String, @Nullable String> labels) {

    NewTenant toNewTenant(TierCatalogue tiers) {
        Tier wanted = Tier.parse(Fields.required("tier", tier));
        return new NewTenant(
                new TenantId(Fields.required("id", id)),
                Fields.required("name", name),
                Fields.required("organisation", organisation),
                Fields.required("emailDomain", emailDomain),
                wanted,
                isolation == null ? tiers.profile(wanted).defaultIsolation() : Isolation.parse(isolation),
                server == null ? Placement.MAIN_SERVER : server,
                Fields.limits(limits == null ? Map.of() : limits),
                Fields.labels(labels == null ? Map.of() : labels));
    }
}
