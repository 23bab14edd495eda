package io.netbuild.workflow.internal;

import io.netbuild.context.TenantContext;
import io.netbuild.engine.Engines;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TenantGate;
import io.netbuild.workflow.JmsSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;

/** Forgets the ids of commands that need not be known any more. Engines that are asleep are left alone: their inboxes do not grow. */
@ApplicationScoped
public class InboxCleaning {

    private final Engines engines;
    private final PlacementDataSources places;
    private final TenantGate gate;
    private final JtaTransactions transactions;
    private final JmsSettings settings;

    @Inject
    InboxCleaning(
            Engines engines,
            PlacementDataSources places,
            TenantGate gate,
            JtaTransactions transactions,
            JmsSettings settings) {
        this.engines = engines;
        this.places = places;
        this.gate = gate;
        this.transactions = transactions;
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected InboxCleaning() {
        this(null, null, null, null, null);
    }

    /** Cleans all inboxes once. */
    public void run() {
        for (String engine : engines.names()) {
            try {
                clean(engine);
            } catch (NetBuildException e) {
                continue; // its tenant may not work or its database is away
            } catch (Exception e) {
                WorkflowLog.LOG.notCleaned(e);
            }
        }
    }

    private void clean(String engine) throws Exception {
        try (TenantContext.Entered scope = scopeOf(engine)) {
            transactions.call(() -> {
                try (Connection connection = places.of(engine).getConnection()) {
                    InboxTable.forget(connection, settings.keep());
                    return true;
                }
            });
        }
    }

    private TenantContext.Entered scopeOf(String engine) {
        return engine.equals(Placement.SHARED.engine())
                ? TenantContext.enterSystem("clean the inboxes")
                : gate.enterToWrite(new TenantId(engine));
    }
}
