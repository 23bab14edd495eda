package io.netbuild.tenant;

import io.netbuild.kernel.PlainText;
import io.netbuild.kernel.Tier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to change of a tenant; null leaves it as it is. Limits and labels replace all there were. */
public record TenantChange(
        @Nullable String name,
        @Nullable Tier tier,
        @Nullable Map<Limit, Long> limits,
        @Nullable Map<String, String> labels) {

    public TenantChange {
        if (name != null) {
            PlainText.require("name", name);
        }
        limits = limits == null ? null : TenantFields.limits(limits);
        labels = labels == null ? null : TenantFields.labels(labels);
    }
}
