package io.netbuild.recovery;

import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import io.netbuild.placement.ContainerDataSources;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.transaction.xa.XAResource;

/**
 * Tells the container's transaction manager what is in doubt in all databases, of sleeping engines too. It stands in for the recovery of each datasource, which is
 * switched off: that keeps a connection for each datasource beside the pool, and one that is removed while it is asked leaves its connection behind.
 */
@ApplicationScoped
public class TransactionRecovery {

    private final PreparedBranches databases;
    private final TenantRegistry tenants;
    private final TransactionLog log = new TransactionLog();
    private final Set<String> silent = new HashSet<>();
    private final XAResourceRecoveryHelper helper = new XAResourceRecoveryHelper() {
        @Override
        public boolean initialise(String ignored) {
            return true;
        }

        @Override
        public XAResource[] getXAResources() {
            return look();
        }
    };

    @Inject
    TransactionRecovery(PreparedBranches databases, TenantRegistry tenants) {
        this.databases = databases;
        this.tenants = tenants;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TransactionRecovery() {
        this(null, null);
    }

    public void start() {
        XARecoveryModule.getRegisteredXARecoveryModule().addXAResourceRecoveryHelper(helper);
    }

    /** Waits while it is being asked. */
    @PreDestroy
    void stop() {
        XARecoveryModule.getRegisteredXARecoveryModule().removeXAResourceRecoveryHelper(helper);
    }

    /** One resource for each datasource with something in doubt; of those whose server does not answer there is none, so that nothing is taken for ended. */
    private synchronized XAResource[] look() {
        Map<String, List<PreparedBranch>> byDataSource = new TreeMap<>();
        Set<String> answering = new HashSet<>();
        for (String server : databases.servers()) {
            try {
                for (PreparedBranch branch : databases.on(server)) {
                    PreparedBranch.datasourceOf(branch.role()).ifPresent(name -> byDataSource
                            .computeIfAbsent(name, first -> new ArrayList<>())
                            .add(branch));
                }
                answering.add(server);
                if (silent.remove(server)) {
                    RecoveryLog.LOG.askedAgain(server);
                }
            } catch (SQLException e) {
                if (silent.add(server)) {
                    RecoveryLog.LOG.notAsked(server, String.valueOf(e.getMessage()));
                }
            }
        }
        addThoseOfTheLog(byDataSource, answering);
        return byDataSource.entrySet().stream()
                .map(entry -> new DataSourceBranches(
                        ContainerDataSources.jndiName(entry.getKey()), entry.getValue(), databases))
                .toArray(XAResource[]::new);
    }

    /** What the manager has a record of and no database knows has ended just before the crash. The manager is told so by the name of the datasource, which could be any. */
    private void addThoseOfTheLog(Map<String, List<PreparedBranch>> byDataSource, Set<String> answering) {
        try {
            if (!log.hasRemains()) {
                return;
            }
            if (answering.contains(Placement.MAIN_SERVER)) {
                byDataSource.putIfAbsent(Placement.SHARED.datasource(), List.of());
                byDataSource.putIfAbsent(PreparedBranch.SYSTEM_DATASOURCE, List.of());
            }
            for (Tenant tenant : tenants.withOwnEngine()) {
                if (answering.contains(tenant.placement().server())) {
                    byDataSource.putIfAbsent(tenant.placement().datasource(), List.of());
                }
            }
        } catch (IOException | RuntimeException e) {
            RecoveryLog.LOG.notCompared(e);
        }
    }
}
