package io.netbuild.it.container;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;
import io.netbuild.provisioning.Provisioning;
import io.netbuild.tenant.NewTenant;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.RepositoryService;

/** The tenants of the tests in the container, made at the first use with all processes, and the way into their scopes. */
@ApplicationScoped
public class Residents {

    static final TenantId SHARED_A = new TenantId("in-shared-a");
    static final TenantId SHARED_B = new TenantId("in-shared-b");
    static final TenantId SCHEMA = new TenantId("in-schema");
    static final TenantId DATABASE = new TenantId("in-database");
    static final List<TenantId> ALL = List.of(SHARED_A, SHARED_B, SCHEMA, DATABASE);

    /** A tenant, and another one that tries to get at it. */
    record Pair(TenantId owner, TenantId intruder) {}

    @Inject
    Provisioning provisioning;

    @Inject
    TenantGate gate;

    @Inject
    RepositoryService repository;

    private boolean ready;

    synchronized void moveIn() throws Exception {
        if (ready) {
            return;
        }
        create(SHARED_A, Isolation.SHARED);
        create(SHARED_B, Isolation.SHARED);
        create(SCHEMA, Isolation.SCHEMA);
        create(DATABASE, Isolation.DATABASE);
        for (TenantId tenant : ALL) {
            run(tenant, () -> Processes.deploy(repository));
        }
        ready = true;
    }

    Tenant create(TenantId id, Isolation isolation) {
        NewTenant wish = new NewTenant(
                id,
                "Resident " + id,
                "Organisation of " + id,
                id + ".example",
                Tier.GROWTH,
                isolation,
                Placement.MAIN_SERVER,
                Map.of(),
                Map.of());
        return provisioning.create(wish, null, "in-container test").tenant();
    }

    void remove(TenantId id) {
        provisioning.remove(id, true, "in-container test");
    }

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (TenantId owner : ALL) {
            ALL.stream().filter(other -> !other.equals(owner)).forEach(other -> pairs.add(new Pair(owner, other)));
        }
        return pairs;
    }

    /** Calls something in the scope of a tenant. */
    <T> T call(TenantId tenant, Callable<T> work) throws Exception {
        try (TenantContext.Entered scope = gate.enter(tenant)) {
            return work.call();
        }
    }

    void run(TenantId tenant, Runnable work) {
        try (TenantContext.Entered scope = gate.enter(tenant)) {
            work.run();
        }
    }
}
