package io.netbuild.probe.internal;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;
import io.netbuild.provisioning.Provisioning;
import io.netbuild.tenant.NewTenant;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantQuery;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The tenants of probes: made and removed as any other. What tells them from customers is the prefix of their id together with their label and
 * organisation; only what has all three is ever removed here.
 */
@ApplicationScoped
public class ProbeTenants {

    private static final String PREFIX = "probe-";
    private static final String LABEL = "netbuild.io/isolation-probe";
    private static final String ORGANISATION = "NetBuild isolation probe";

    private final Provisioning provisioning;
    private final TenantRegistry registry;
    private final ProbeCredentials credentials;

    @Inject
    ProbeTenants(Provisioning provisioning, TenantRegistry registry, ProbeCredentials credentials) {
        this.provisioning = provisioning;
        this.registry = registry;
        this.credentials = credentials;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ProbeTenants() {
        this(null, null, null);
    }

    /** A pair at each level of isolation, all ACTIVE. When it fails, those that were made stay. */
    List<ProbeTenant> create(UUID run, String actor) {
        List<ProbeTenant> made = new ArrayList<>();
        for (Isolation isolation : Isolation.values()) {
            for (String which : List.of("a", "b")) {
                String name = isolation.name().toLowerCase(Locale.ROOT) + "-" + which;
                made.add(new ProbeTenant(
                        name,
                        provisioning
                                .create(wish(run, name, isolation), null, actor)
                                .tenant()));
            }
        }
        return made;
    }

    private static NewTenant wish(UUID run, String name, Isolation isolation) {
        String id = PREFIX + run.toString().substring(0, 8) + "-" + name;
        return new NewTenant(
                new TenantId(id),
                "Isolation probe " + name,
                ORGANISATION,
                id + ".invalid",
                Tier.GROWTH,
                isolation,
                Placement.MAIN_SERVER,
                Map.of(),
                Map.of(LABEL, run.toString()));
    }

    /** Removes the tenants of all runs with all that they have, their users among it. Only one run may be on. */
    void removeAll(String actor) {
        TenantQuery query =
                new TenantQuery(null, null, null, PREFIX, LABEL, TenantQuery.Sort.ID, false, 0, Page.MAX_LIMIT);
        for (Tenant tenant : registry.page(query).items()) {
            if (isOfAProbe(tenant)) {
                credentials.remove(tenant.id(), actor);
                provisioning.remove(tenant.id(), true, actor);
            }
        }
    }

    /** Whether a probe has made the tenant. */
    public static boolean isOfAProbe(Tenant tenant) {
        return tenant.id().value().startsWith(PREFIX)
                && tenant.labels().containsKey(LABEL)
                && tenant.organisation().equals(ORGANISATION);
    }
}
