package io.netbuild.provisioning;

import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.RegistryChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Brings this node in line with tenants as soon as they change, on whatever node that was. What is missed here the next full run finds. */
@ApplicationScoped
public class ChangedTenants {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Reconciliation reconciliation;
    private final Set<TenantId> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    @Inject
    ScheduledExecutorService scheduler;

    @Inject
    ChangedTenants(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ChangedTenants() {
        this(null);
    }

    /** From now on changes are followed; the server is up, so that datasources can be added. */
    public void start() {
        started = true;
    }

    void changed(@Observes RegistryChange change) {
        if (!started) {
            return;
        }
        if (change instanceof RegistryChange.OfTenant of) {
            later(of.id(), Duration.ZERO);
        } else if (change instanceof RegistryChange.OfAll) {
            scheduler.execute(this::all);
        }
    }

    private void later(TenantId id, Duration pause) {
        if (waiting.add(id)) {
            scheduler.schedule(() -> one(id), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void one(TenantId id) {
        waiting.remove(id);
        try {
            if (!reconciliation.run(id)) {
                later(id, PAUSE);
            }
        } catch (RuntimeException e) {
            ProvisioningLog.LOG.notServed(id, String.valueOf(e.getMessage()));
        }
    }

    private void all() {
        try {
            reconciliation.run();
        } catch (RuntimeException e) {
            ProvisioningLog.LOG.notInLine(e);
        }
    }
}
