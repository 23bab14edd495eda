package io.netbuild.web.api;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.kernel.Tier;
import io.netbuild.tenant.TenantQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The query parameters of {@code GET /api/tenants}. */
public class TenantListQuery {

    @QueryParam("tier")
    @Nullable
    String tier;

    @QueryParam("isolation")
    @Nullable
    String isolation;

    @QueryParam("status")
    @Nullable
    String status;

    @QueryParam("search")
    @Nullable
    String search;

    @QueryParam("label")
    @Nullable
    String label;

    @QueryParam("sort")
    @DefaultValue("id")
    String sort = "id";

    @QueryParam("offset")
    @DefaultValue("0")
    String offset = "0";

    @QueryParam("limit")
    @DefaultValue("50")
    String limit = "50";

    TenantQuery toQuery() {
        boolean descending = sort.startsWith("-");
        return new TenantQuery(
                tier == null ? null : Tier.parse(tier),
                isolation == null ? null : Isolation.parse(isolation),
                status == null ? null : TenantStatus.parse(status),
                search,
                label,
                TenantQuery.Sort.parse(descending ? sort.substring(1) : sort),
                descending,
                Fields.integer("offset", offset),
                Fields.integer("limit", limit));
    }
}
