package io.netbuild.web.api;

import io.netbuild.kernel.TenantStatus;
import io.netbuild.tenant.Limit;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tenant as the API shows it. */
public record TenantView(
        String id,
        String externalKey,
        String name,
        String organisation,
        String emailDomain,
        String tier,
        String isolation,
        String status,
        @Nullable String statusReason,
        Map<String, Long> limits,
        Map<String, String> labels,
        PlacementView placement,
        Links links,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** Where the tenant lives. */
    public record PlacementView(
            String isolation,
            String engine,
            String datasource,
            String server,
            String database,
            String schema,
            String role) {}

    /** Paths on this server. Those of the web applications are null unless the tenant is ACTIVE. */
    public record Links(
            String self,
            String engineRest,
            @Nullable String cockpit,
            @Nullable String tasklist,
            @Nullable String admin) {

        static Links of(Tenant tenant) {
            return new Links(
                    "/api/tenants/" + tenant.id(),
                    "/t/" + tenant.id() + "/engine-rest",
                    app("cockpit", tenant),
                    app("tasklist", tenant),
                    app("admin", tenant));
        }

        private static @Nullable String app(String app, Tenant tenant) {
            return tenant.status() == TenantStatus.ACTIVE ? "/camunda/app/" + app + "/" + tenant.id() + "/" : null;
        }
    }

    static TenantView of(Tenant tenant) {
        Placement placement = tenant.placement();
        return new TenantView(
                tenant.id().value(),
                tenant.externalKey().value(),
                tenant.name(),
                tenant.organisation(),
                tenant.emailDomain(),
                tenant.tier().name(),
                placement.isolation().name(),
                tenant.status().name(),
                tenant.statusReason(),
                limits(tenant.limits()),
                new TreeMap<>(tenant.labels()),
                new PlacementView(
                        placement.isolation().name(),
                        placement.engine(),
                        placement.datasource(),
                        placement.server(),
                        placement.database(),
                        placement.schema(),
                        placement.role()),
                Links.of(tenant),
                tenant.createdAt(),
                tenant.updatedAt(),
                tenant.version());
    }

    private static Map<String, Long> limits(Map<Limit, Long> limits) {
        Map<String, Long> view = new TreeMap<>();
        limits.forEach((limit, value) -> view.put(limit.field(), value));
        return view;
    }
}
