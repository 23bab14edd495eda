package io.netbuild.recovery;

import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import io.netbuild.placement.ContainerDataSources;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.transaction.xa.XAResource;

/**
 * Tells the container's transaction manager what is in doubt in all databases, of sleeping engines too. It stands in for the recovery of each datasource, which is
 * switched off: that keeps a connection for each datasource beside the pool, and one that is removed while it is asked leaves its connection behind.
 */
@ApplicationScoped
public class TransactionRecovery {

    /** A server that did not answer is not asked again in that time. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final PreparedBranches databases;
    private final TenantRegistry tenants;
    private final TransactionLog log;
    private final Map<String, Long> silentSince = new HashMap<>();
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
        this(databases, tenants, new TransactionLog());
    }

    TransactionRecovery(PreparedBranches databases, TenantRegistry tenants, TransactionLog log) {
        this.databases = databases;
        this.tenants = tenants;
        this.log = log;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TransactionRecovery() {
        this(null, null, null);
    }

    public void start() {
        XARecoveryModule.getRegisteredXARecoveryModule().addXAResourceRecoveryHelper(helper);
    }

    /** Waits for the end of a look that is under way, and of what comes of it. */
    @PreDestroy
    void stop() {
        XARecoveryModule.getRegisteredXARecoveryModule().removeXAResourceRecoveryHelper(helper);
    }

    /** One resource for each datasource and server with something in doubt; while the log has old records also one without anything for each datasource of a server that has answered. */
    synchronized XAResource[] look() {
        Map<String, List<PreparedBranch>> found = new TreeMap<>();
        Set<String> answering = new HashSet<>();
        for (String server : databases.servers()) {
            if (isSilent(server)) {
                continue;
            }
            try {
                databases.on(server).forEach(branch -> found.computeIfAbsent(nameOf(branch), first -> new ArrayList<>())
                        .add(branch));
                answering.add(server);
                if (silentSince.remove(server) != null) {
                    RecoveryLog.LOG.askedAgain(server);
                }
            } catch (SQLException | RuntimeException e) {
                if (silentSince.put(server, System.nanoTime()) == null) {
                    RecoveryLog.LOG.notAsked(server, String.valueOf(e.getMessage()));
                }
            }
        }
        namesToCompare(answering).forEach(name -> found.put(name, List.of()));
        return found.entrySet().stream()
                .map(entry -> new DataSourceBranches(entry.getKey(), entry.getValue(), databases))
                .toArray(XAResource[]::new);
    }

    /** The manager looks again at once for each record that it does not find. */
    private boolean isSilent(String server) {
        Long since = silentSince.get(server);
        return since != null && System.nanoTime() - since < PAUSE.toNanos();
    }

    /** Not the name that the manager has recorded: that is told only of what is known to be complete. */
    private static String nameOf(PreparedBranch branch) {
        return ContainerDataSources.jndiName(
                PreparedBranch.datasourceOf(branch.role()).orElseThrow() + "@" + branch.server());
    }

    /**
     * What the manager has a record of and no database knows has ended just before the crash. It believes that of datasources that it gets by the name that it has recorded, which could be
     * any of those whose server answers.
     */
    private Set<String> namesToCompare(Set<String> answering) {
        Set<String> names = new HashSet<>();
        try {
            if (!log.hasRemains() || !answering.contains(Placement.MAIN_SERVER)) {
                return names;
            }
            names.add(Placement.SHARED.datasource());
            names.add(PlacementDataSources.SYSTEM);
            tenants.withOwnEngine().stream()
                    .map(Tenant::placement)
                    .filter(placement -> answering.contains(placement.server()))
                    .forEach(placement -> names.add(placement.datasource()));
        } catch (IOException | RuntimeException e) {
            RecoveryLog.LOG.notCompared(e);
        }
        return names.stream().map(ContainerDataSources::jndiName).collect(Collectors.toSet());
    }
}
