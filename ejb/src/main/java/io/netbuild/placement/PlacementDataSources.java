package io.netbuild.placement;

import io.micrometer.core.instrument.Tags;
import io.netbuild.context.BoundTenant;
import io.netbuild.context.SystemDataSource;
import io.netbuild.context.TenantContext;
import io.netbuild.context.TenantDataSource;
import io.netbuild.context.TenantSessions;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The datasources of all placements in use, by the name of the engine. Each lets only its own tenants through, sets their variables and knows
 * whether its database answers. An answer is waited for during {@code netbuild.database.socket-timeout} seconds (default 90), which has to be
 * longer than any tier's {@code statement_timeout}: it is for databases that have gone without a word.
 */
@ApplicationScoped
public class PlacementDataSources implements TenantSessions {

    /** The container datasource of the system. */
    public static final String SYSTEM = "netbuild-system";

    private final PlatformMetrics metrics;
    private final TenantGate gate;
    private final PostgresServers servers;
    private final ConnectionBudgets budgets;
    private final Standbys standbys;
    private final IdleConnections idleConnections;
    private final Duration longestAnswer;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    @Resource(lookup = "java:jboss/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Inject
    PlacementDataSources(
            PlatformMetrics metrics,
            TenantGate gate,
            PostgresServers servers,
            ConnectionBudgets budgets,
            Standbys standbys,
            IdleConnections idleConnections,
            @ConfigProperty(name = "netbuild.database.socket-timeout", defaultValue = "90") int socketTimeout) {
        this.metrics = metrics;
        this.gate = gate;
        this.servers = servers;
        this.budgets = budgets;
        this.standbys = standbys;
        this.idleConnections = idleConnections;
        this.longestAnswer = Duration.ofSeconds(socketTimeout);
        metrics.gauge(
                "netbuild.datasources.down",
                "Datasources whose database does not answer",
                Tags.empty(),
                this,
                self -> self.down().size());
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected PlacementDataSources() {
        this.metrics = null;
        this.gate = null;
        this.servers = null;
        this.budgets = null;
        this.standbys = null;
        this.idleConnections = null;
        this.longestAnswer = Duration.ZERO;
    }

    /**
     * @param guards what has to answer for the place to be usable
     * @param entrance what engines and persistence units use
     */
    private record Place(Placement placement, List<GuardedDataSource> guards, DataSource entrance) {

        String server() {
            return placement.server();
        }
    }

    /** Puts the placement's container datasource to use. It has to exist; its database need not answer yet. */
    public void open(Placement placement) {
        String server = placement.server();
        GuardedDataSource guarded = guarded(
                placement.datasource(),
                server,
                new Claims(() -> budgets.take(server), transactions, longestAnswer),
                standbys.of(placement, transactions).orElse(null));
        TenantDataSource tenants = new TenantDataSource(
                guarded,
                tenant -> tenant.engine().equals(placement.engine()),
                gate::readmit,
                gate::departed,
                transactions);
        if (placement.isolation().ownEngine()) {
            places.put(placement.engine(), new Place(placement, List.of(guarded), tenants));
        } else {
            GuardedDataSource system = guarded(SYSTEM, server, null, null);
            places.put(
                    placement.engine(),
                    new Place(
                            placement,
                            List.of(guarded, system),
                            new ScopedDataSource(tenants, new SystemDataSource(system))));
        }
    }

    /** @param claims null for the platform's own work, for which a rest of the server's connections is kept */
    private GuardedDataSource guarded(
            String name, String server, @Nullable Claims claims, @Nullable StandbyReads standby) {
        try {
            return new GuardedDataSource(
                    name,
                    InitialContext.doLookup(ContainerDataSource.jndiName(name)),
                    claims,
                    standby,
                    () -> idleConnections.close(server),
                    metrics);
        } catch (NamingException e) {
            throw new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "There is no datasource " + name, e);
        }
    }

    /** Takes the engine's datasource out of use; connections that are handed out stay valid. */
    public void close(String engine) {
        places.remove(engine);
    }

    /** Whether it is in use here: this placement, and not another one with the same engine, which the tenant has left. */
    public boolean isOpen(Placement placement) {
        Place place = places.get(placement.engine());
        return place != null && place.placement().equals(placement);
    }

    /** @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when the placement is not in use on this server */
    public DataSource of(String engine) {
        return place(engine).entrance();
    }

    /** The datasource of the tenant that this thread works for. */
    public DataSource ofCurrentTenant() {
        return of(TenantContext.requireTenant().engine());
    }

    private Place place(String engine) {
        Place place = places.get(engine);
        if (place == null) {
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE, "The datasource of engine '%s' is not ready".formatted(engine));
        }
        return place;
    }

    /**
     * Makes sure that the databases of the engine answer, by connections that stay in their pools; a standby is enough where it is for this thread.
     *
     * @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when one does not
     */
    public void requireAnswer(String engine) {
        place(engine).guards().forEach(GuardedDataSource::requireAnswer);
    }

    /** Whether the database of the engine did not answer the last time it was asked, and a standby is no help to this thread. */
    public boolean isDown(String engine) {
        return place(engine).guards().stream()
                .anyMatch(guard -> guard.isDown() && !(guard.hasStandby() && StandbyReads.areEnough()));
    }

    /** Whether the database of the engine did not answer the last time it was asked, and can be read from its standby. */
    public boolean isReadFromStandby(String engine) {
        Place place = places.get(engine);
        return place != null && place.guards().stream().anyMatch(guard -> guard.isDown() && guard.hasStandby());
    }

    /** The engines whose database does not answer, ordered by name. */
    public List<String> down() {
        return places.keySet().stream().filter(this::isDown).sorted().toList();
    }

    /**
     * Asks the databases that did not answer again, those whose time it is, and the servers of transactions that last suspiciously long. Blocks while they do not
     * answer; each server is asked once for all of its databases.
     */
    public void probe() {
        Map<String, List<GuardedDataSource>> due = new TreeMap<>();
        for (Place place : places.values()) {
            for (GuardedDataSource guard : place.guards()) {
                if (guard.isProbeDue()) {
                    due.computeIfAbsent(place.server(), server -> new ArrayList<>())
                            .add(guard);
                }
            }
        }
        due.forEach((server, guards) -> {
            boolean answers = servers.get(server).answers();
            guards.forEach(guard -> guard.probe(answers));
        });
    }

    @Override
    public void bind(BoundTenant tenant) {
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            return;
        }
        try (Connection bound = of(tenant.engine()).getConnection()) {
            // taking the connection has set the variables for the rest of the transaction
        } catch (SQLException e) {
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE, "The database of tenant '%s' failed".formatted(tenant.id()), e);
        }
    }
}
