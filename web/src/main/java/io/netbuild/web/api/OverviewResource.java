package io.netbuild.web.api;

import io.netbuild.overview.Counts;
import io.netbuild.overview.TenantCounts;
import io.netbuild.tenant.TenantRegistry;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What goes on in the tenants, for operators. */
@Path("/overview")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants")
public class OverviewResource {

    @Inject
    TenantRegistry registry;

    @Inject
    TenantCounts counts;

    @Context
    SecurityContext security;

    /** @param counts null when the tenant cannot be looked into now */
    public record TenantOverview(TenantView tenant, @Nullable Counts counts) {}

    @GET
    @Operation(
            summary = "List tenants with what goes on in them",
            description =
                    "Running instances, open tasks, incidents and failed jobs, one statement for each tenant. Filters as those of GET /api/tenants.")
    public PageView<TenantOverview> list(@BeanParam TenantListQuery query) {
        Callers.of(security.getUserPrincipal()).requireOperator();
        return PageView.of(
                registry.page(query.toQuery()),
                tenant -> new TenantOverview(
                        TenantView.of(tenant), counts.of(tenant).orElse(null)));
    }
}
