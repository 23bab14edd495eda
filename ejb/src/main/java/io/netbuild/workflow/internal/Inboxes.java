package io.netbuild.workflow.internal;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.TenantId;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.tenant.Sql;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Puts commands into the inboxes of tenants that can take them now and parks the others, in the running transaction. A tenant with parked commands gets
 * everything parked, until {@link #unpark} has moved what came before. Used by one thread.
 */
@ApplicationScoped
public class Inboxes {

    private static final Duration AVOIDANCE = Duration.ofSeconds(5);
    private static final int UNPARKED_AT_ONCE = 200;

    /** A row that a crash has left in doubt is waited for no longer, so that it delays nobody else. */
    private static final String PATIENCE = "set local lock_timeout = '2s'";

    private final TenantPlaces tenants;
    private final TenantGate gate;
    private final PlacementDataSources places;
    private final JtaTransactions transactions;
    private final Set<TenantId> parked = new HashSet<>();
    private final Map<TenantId, Long> avoided = new ConcurrentHashMap<>();

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource system;

    @Inject
    Inboxes(TenantPlaces tenants, TenantGate gate, PlacementDataSources places, JtaTransactions transactions) {
        this.tenants = tenants;
        this.gate = gate;
        this.places = places;
        this.transactions = transactions;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Inboxes() {
        this(null, null, null, null);
    }

    /** What has become of commands, by tenant. */
    record Outcome(Map<TenantId, Integer> taken, Map<TenantId, Integer> duplicates, Map<TenantId, Integer> parked) {}

    private record Key(TenantId tenant, String messageId) {}

    boolean exists(TenantId tenant) {
        return !(tenants.of(tenant) instanceof TenantPlaces.Place.Nowhere);
    }

    /** Parks the tenant's commands for a while, because its inbox has failed. */
    void avoid(TenantId tenant) {
        avoided.put(tenant, System.nanoTime() + AVOIDANCE.toNanos());
    }

    boolean mainDatabaseAnswers() {
        try (Connection connection = system.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    Outcome put(List<IncomingCommand> commands) {
        Outcome outcome = new Outcome(new HashMap<>(), new HashMap<>(), new HashMap<>());
        Map<TenantPlaces.Place.Here, Map<Key, IncomingCommand>> here = new LinkedHashMap<>();
        List<IncomingCommand> later = new ArrayList<>();
        for (IncomingCommand command : commands) {
            TenantId tenant = command.tenant();
            TenantPlaces.Place place = placeOf(tenant);
            if (place instanceof TenantPlaces.Place.Here found && !parked.contains(tenant)) {
                Key key = new Key(tenant, command.messageId());
                if (here.computeIfAbsent(found, none -> new LinkedHashMap<>()).putIfAbsent(key, command) != null) {
                    outcome.duplicates().merge(tenant, 1, Integer::sum);
                }
            } else {
                if (parked.add(tenant)) {
                    WorkflowLog.LOG.parked(tenant, String.valueOf(place));
                }
                later.add(command);
                outcome.parked().merge(tenant, 1, Integer::sum);
            }
        }
        Sql.run(() -> {
            for (Map.Entry<TenantPlaces.Place.Here, Map<Key, IncomingCommand>> some : here.entrySet()) {
                put(some.getKey(), some.getValue().values(), outcome);
            }
            park(later);
        });
        return outcome;
    }

    private TenantPlaces.Place placeOf(TenantId tenant) {
        Long until = avoided.get(tenant);
        if (until != null && until - System.nanoTime() > 0) {
            return new TenantPlaces.Place.Later("its inbox has failed");
        }
        avoided.remove(tenant);
        return tenants.of(tenant);
    }

    private void put(TenantPlaces.Place.Here here, Collection<IncomingCommand> commands, Outcome outcome)
            throws SQLException {
        Map<TenantId, Integer> taken;
        try (TenantContext.Entered scope = here.shared()
                        ? TenantContext.enterSystem("intake of commands")
                        : gate.enterToWrite(new TenantId(here.engine()));
                Connection connection = places.of(here.engine()).getConnection()) {
            try (Statement patience = connection.createStatement()) {
                patience.execute(PATIENCE);
            }
            taken = InboxTable.put(connection, commands);
        }
        for (IncomingCommand command : commands) {
            outcome.duplicates().merge(command.tenant(), 1, Integer::sum);
        }
        taken.forEach((tenant, count) -> {
            outcome.taken().merge(tenant, count, Integer::sum);
            outcome.duplicates().merge(tenant, -count, Integer::sum);
        });
    }

    private void park(List<IncomingCommand> commands) throws SQLException {
        if (commands.isEmpty()) {
            return;
        }
        try (Connection connection = system.getConnection()) {
            ParkedTable.park(connection, commands);
        }
    }

    /** Reads which tenants have parked commands: another server may have parked or moved some. */
    void readParked() throws SQLException {
        try (Connection connection = system.getConnection()) {
            Set<TenantId> found = ParkedTable.tenants(connection);
            parked.clear();
            parked.addAll(found);
        }
    }

    /**
     * Moves parked commands of tenants that can take them now into their inboxes.
     *
     * @return how many of each tenant
     */
    Map<TenantId, Integer> unpark() throws Exception {
        readParked();
        Map<TenantId, Integer> moved = new HashMap<>();
        for (TenantId tenant : List.copyOf(parked)) {
            if (!(placeOf(tenant) instanceof TenantPlaces.Place.Here here)) {
                continue;
            }
            try {
                int count = transactions.call(() -> move(tenant, here));
                moved.put(tenant, count);
            } catch (Exception e) {
                avoid(tenant);
                WorkflowLog.LOG.parked(tenant, String.valueOf(e));
            }
        }
        readParked();
        return moved;
    }

    private int move(TenantId tenant, TenantPlaces.Place.Here here) throws SQLException {
        Map<Key, IncomingCommand> commands = new LinkedHashMap<>();
        try (Connection connection = system.getConnection()) {
            for (IncomingCommand command : ParkedTable.take(connection, tenant, UNPARKED_AT_ONCE)) {
                commands.putIfAbsent(new Key(tenant, command.messageId()), command);
            }
        }
        Outcome outcome = new Outcome(new HashMap<>(), new HashMap<>(), new HashMap<>());
        Sql.run(() -> put(here, commands.values(), outcome));
        return commands.size();
    }
}
