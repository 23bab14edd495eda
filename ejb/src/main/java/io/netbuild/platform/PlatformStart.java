package io.netbuild.platform;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.netbuild.database.DatabaseReadiness;
import io.netbuild.database.EngineSchema;
import io.netbuild.database.Migrations;
import io.netbuild.engine.Engines;
import io.netbuild.engine.Residences;
import io.netbuild.identity.FirstOperator;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.move.MoveRuns;
import io.netbuild.offboarding.Erasures;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.placement.PlacementSql;
import io.netbuild.placement.PoolMetrics;
import io.netbuild.placement.PostgresServer;
import io.netbuild.placement.PostgresServers;
import io.netbuild.provisioning.ChangedTenants;
import io.netbuild.provisioning.Reconciliation;
import io.netbuild.recovery.TransactionRecovery;
import io.netbuild.security.DevelopmentIssuer;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.RegistryListener;
import io.netbuild.wake.Wakeups;
import io.netbuild.workflow.WorkflowMessages;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Starts the platform when it is deployed: migrates the database, refuses to go on with one that is not safe, starts the shared engine; then, as
 * soon as the server is up, serves the tenants with engines of their own. {@code netbuild.database.migrate=false} leaves migrations to somebody
 * else (default true).
 */
@ApplicationScoped
public class PlatformStart {

    private static final int RECONCILE_SECONDS = 30;
    private static final int RANK_SECONDS = 60;
    private static final int POOLS_SECONDS = 10;
    private static final int ERASURE_SECONDS = 2;
    private static final int PARTITION_SECONDS = 6 * 60 * 60;

    private final PostgresServers servers;
    private final Migrations migrations;
    private final PlacementSql placements;
    private final PlacementDataSources places;
    private final Engines engines;
    private final Residences residences;
    private final Reconciliation reconciliation;
    private final ChangedTenants changes;
    private final PlatformMetrics metrics;
    private final PoolMetrics pools;
    private final DevelopmentIssuer issuer;
    private final FirstOperator firstOperator;
    private final PlatformState state;
    private final RegistryListener registry;
    private final WorkflowMessages messages;
    private final Wakeups wakeups;
    private final MoveRuns moves;
    private final Erasures erasures;
    private final TransactionRecovery recovery;
    private final boolean migrate;
    /** A database may still be starting, or too busy for a moment, when the server is. */
    private static final RetryPolicy<Object> CONNECTING = RetryPolicy.builder()
            .handleIf(PlatformStart::isWithoutConnection)
            .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(4))
            .withMaxRetries(5)
            .build();

    private final AtomicBoolean started = new AtomicBoolean();
    private final List<Future<?>> repeated = new ArrayList<>();
    private volatile @Nullable Future<?> preparation;

    @Inject
    ScheduledExecutorService scheduler;

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource system;

    @Inject
    PlatformStart(
            PostgresServers servers,
            Migrations migrations,
            PlacementSql placements,
            PlacementDataSources places,
            Engines engines,
            Residences residences,
            Reconciliation reconciliation,
            ChangedTenants changes,
            PlatformMetrics metrics,
            PoolMetrics pools,
            DevelopmentIssuer issuer,
            FirstOperator firstOperator,
            PlatformState state,
            RegistryListener registry,
            WorkflowMessages messages,
            Wakeups wakeups,
            MoveRuns moves,
            Erasures erasures,
            TransactionRecovery recovery,
            @ConfigProperty(name = "netbuild.database.migrate", defaultValue = "true") boolean migrate) {
        this.servers = servers;
        this.migrations = migrations;
        this.placements = placements;
        this.places = places;
        this.engines = engines;
        this.residences = residences;
        this.reconciliation = reconciliation;
        this.changes = changes;
        this.metrics = metrics;
        this.pools = pools;
        this.issuer = issuer;
        this.firstOperator = firstOperator;
        this.state = state;
        this.registry = registry;
        this.messages = messages;
        this.wakeups = wakeups;
        this.moves = moves;
        this.erasures = erasures;
        this.recovery = recovery;
        this.migrate = migrate;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected PlatformStart() {
        this(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, false);
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (!started.compareAndSet(false, true)) {
            return; // every module of the application says that it is initialized
        }
        issuer.start();
        recovery.start(); // what a crash has left prepared holds locks, which migrations would wait for
        if (migrate) {
            migrate();
        }
        requireSafeDatabase();
        registry.start();
        firstOperator.create();
        places.open(Placement.SHARED);
        engines.startShared();
        // The management API, which datasources need, works when the server has started.
        repeated.add(scheduler.schedule(this::serveTenants, 0, TimeUnit.SECONDS));
    }

    private void migrate() {
        PostgresServer main = servers.get(Placement.MAIN_SERVER);
        Failsafe.with(CONNECTING).run(() -> migrations.migrateControl(main.owner()));
        migrations.migrateEngineSchema(main.owner(), EngineSchema.SHARED);
    }

    private static boolean isWithoutConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("08") || sql.getSQLState().equals("57P03");
            }
        }
        return false;
    }

    private void requireSafeDatabase() {
        try (Connection connection = system.getConnection()) {
            List<DatabaseReadiness.Finding> findings = DatabaseReadiness.ofMainDatabase(connection);
            if (!findings.isEmpty()) {
                findings.forEach(finding -> PlatformLog.LOG.unsafeDatabase(finding.toString()));
                throw new IllegalStateException("The database is not safe to serve from: " + findings);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be checked", e);
        }
    }

    private void serveTenants() {
        if (migrate) {
            prepareTemplates();
        }
        changes.start();
        reconcile();
        resume();
        messages.start();
        wakeups.start();
        state.ready();
        PlatformLog.LOG.ready(engines.names().size());
        preparation = scheduler.schedule(this::prepareTenants, 0, TimeUnit.SECONDS);
        repeat(this::reconcile, RECONCILE_SECONDS);
        repeat(places::probe, 1);
        repeat(moves::look, 1);
        repeat(erasures::look, ERASURE_SECONDS);
        repeat(residences::restIdle, 1);
        repeat(this::makePartitions, PARTITION_SECONDS);
        repeat(metrics::rankTenants, RANK_SECONDS);
        repeat(pools::measure, POOLS_SECONDS);
    }

    private void prepareTemplates() {
        for (String name : servers.names()) {
            try {
                placements.prepareTemplate(name);
            } catch (SQLException | RuntimeException e) {
                PlatformLog.LOG.noTemplate(name, e);
            }
        }
    }

    private void reconcile() {
        try {
            reconciliation.run();
        } catch (RuntimeException e) {
            PlatformLog.LOG.reconciliationFailed(e);
        }
    }

    private void prepareTenants() {
        try {
            reconciliation.prepare();
        } catch (RuntimeException e) {
            PlatformLog.LOG.reconciliationFailed(e);
        }
    }

    private void resume() {
        try {
            reconciliation.resume();
        } catch (RuntimeException e) {
            PlatformLog.LOG.reconciliationFailed(e);
        }
    }

    /** Has the partitions of usage events ready for this month and the next two. */
    private void makePartitions() {
        try (Connection connection = system.getConnection();
                PreparedStatement make = connection.prepareStatement(
                        """
                        select netbuild.fn_create_tenant_partition((now() + make_interval(months => m))::date)
                        from generate_series(0, 2) m
                        """)) {
            make.execute();
        } catch (SQLException e) {
            PlatformLog.LOG.noPartitions(e);
        }
    }

    private void repeat(Runnable work, int seconds) {
        repeated.add(scheduler.scheduleWithFixedDelay(work, seconds, seconds, TimeUnit.SECONDS));
    }

    @PreDestroy
    void stop() {
        repeated.forEach(future -> future.cancel(false));
        if (preparation != null) {
            preparation.cancel(true);
        }
    }
}
