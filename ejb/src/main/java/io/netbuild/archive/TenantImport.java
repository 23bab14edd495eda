package io.netbuild.archive;

import io.netbuild.archive.internal.ArchiveAudit;
import io.netbuild.archive.internal.ArchiveFile;
import io.netbuild.archive.internal.ArchiveReader;
import io.netbuild.archive.internal.Manifest;
import io.netbuild.archive.internal.Refusals;
import io.netbuild.engine.Residences;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.placement.Installation;
import io.netbuild.placement.SystemConnections;
import io.netbuild.provisioning.TenantLocks;
import io.netbuild.rows.Arrival;
import io.netbuild.rows.Catalogue;
import io.netbuild.rows.Comparison;
import io.netbuild.rows.Fence;
import io.netbuild.rows.RowWriting;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import io.netbuild.wake.JobDue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes an empty tenant what another one was when it was exported: all ids stay, only the tenant is another. All of it arrives or nothing does. To be called outside of a
 * transaction and of any tenant's scope, by operators.
 */
@ApplicationScoped
public class TenantImport {

    /** What a new tenant has already; that of the archive takes its place. */
    private static final String DEFAULTS = "act_ru_authorization";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final TenantRegistry registry;
    private final SystemConnections connections;
    private final Residences residences;
    private final Installation installation;
    private final ImportSettings settings;
    private final ArchiveAudit audit;
    private final Event<JobDue> jobs;
    private final TenantLocks locks;

    @Inject
    TenantImport(
            TenantRegistry registry,
            SystemConnections connections,
            Residences residences,
            Installation installation,
            ImportSettings settings,
            ArchiveAudit audit,
            Event<JobDue> jobs,
            TenantLocks locks) {
        this.registry = registry;
        this.connections = connections;
        this.residences = residences;
        this.installation = installation;
        this.settings = settings;
        this.audit = audit;
        this.jobs = jobs;
        this.locks = locks;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantImport() {
        this(null, null, null, null, null, null, null, null);
    }

    /** @param source the tenant that the archive was made of */
    public record Result(String source, long rows, int tables) {}

    /**
     * Imports an archive.
     *
     * @param archive is read to its end, into a file that is deleted again
     * @throws NetBuildException with {@link ErrorCode#INVALID_FIELD} for an archive that is not what it should be, {@link ErrorCode#PAYLOAD_TOO_LARGE}, {@link
     *     ErrorCode#TENANT_NOT_READY} unless the tenant is ACTIVE, {@link ErrorCode#TENANT_NOT_EMPTY}, and {@link ErrorCode#CONFLICT} when its ids are taken, when it is moving or can still go back, or when something else is done with it as a whole
     */
    public Result run(TenantId id, InputStream archive, String actor) throws IOException {
        active(id);
        Path file = Files.createTempFile("netbuild-import-", ".zip");
        try {
            receive(archive, file);
            try (ArchiveReader reader = ArchiveReader.open(file, settings.maxUnpackedSize())) {
                Manifest manifest = reader.verified();
                requireVersion(manifest);
                try (TenantLocks.Lock lock = locks.tryLock(id).orElseThrow(() -> busy(id))) {
                    return run(active(id), reader, manifest, actor); // as it is by now, where it lives by now
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Tenant active(TenantId id) {
        Tenant tenant = registry.get(id);
        if (tenant.status() != TenantStatus.ACTIVE) {
            throw new NetBuildException(
                    ErrorCode.TENANT_NOT_READY,
                    "Tenant '%s' is %s, but has to be ACTIVE for an import".formatted(id, tenant.status()));
        }
        return tenant;
    }

    private static NetBuildException busy(TenantId id) {
        return new NetBuildException(
                ErrorCode.CONFLICT,
                "Tenant '%s' is being provisioned, imported or erased; nothing was imported".formatted(id));
    }

    private void receive(InputStream archive, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = archive.read(buffer); read >= 0; read = archive.read(buffer)) {
                size += read;
                if (size > settings.maxSize()) {
                    throw new NetBuildException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "The archive is longer than netbuild.import.max-size, rule: at most " + settings.maxSize());
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private Result run(Tenant tenant, ArchiveReader reader, Manifest manifest, String actor) throws IOException {
        if (tenant.placement().isolation().ownEngine()) {
            residences.wakeUp(tenant);
        }
        audit.importBegan(tenant.id(), manifest, actor);
        Result result;
        try (Connection probe = connections.to(tenant.placement())) {
            List<String> lacking = Catalogue.lackingPrivileges(probe);
            if (!lacking.isEmpty()) {
                throw new NetBuildException(ErrorCode.CONFLICT, String.join("; ", lacking));
            }
            result = write(tenant, reader, manifest);
        } catch (SQLException e) {
            throw Refusals.of(tenant.id(), tenant.placement(), e);
        }
        audit.imported(tenant.id(), manifest, actor);
        jobs.fire(new JobDue(tenant.placement().engine(), Duration.ZERO));
        return result;
    }

    private void requireVersion(Manifest manifest) {
        String theirs = manifest.versions().getOrDefault("camunda", "");
        try {
            String ours = installation.versions().getOrDefault("camunda", "");
            if (!minor(theirs).equals(minor(ours))) {
                throw InvalidField.of("manifest.versions.camunda", theirs, "of " + minor(ours));
            }
        } catch (SQLException e) {
            throw new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "The database does not answer", e);
        }
    }

    private static String minor(String version) {
        String[] parts = version.split("\\.", 3);
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }

    private Result write(Tenant tenant, ArchiveReader reader, Manifest manifest) throws SQLException, IOException {
        String id = tenant.id().value();
        try (Side side =
                Side.of(connections.to(tenant.placement()), tenant.placement().schema())) {
            Map<Table, ArchiveFile> files = files(side, manifest);
            RowWriting writing = new RowWriting(side, id, source(manifest));
            Fence fence = new Fence(side, id);
            fence.keepOut(LONGEST_WAIT);
            if (!fence.hold(tenant.epoch())) {
                throw new NetBuildException(
                        ErrorCode.CONFLICT,
                        "Tenant '%s' is moving, or has moved and can still go back; nothing was imported"
                                .formatted(tenant.id()));
            }
            requireEmpty(tenant, side.tables(), writing);
            long rows = 0;
            for (Map.Entry<Table, ArchiveFile> file : files.entrySet()) {
                if (file.getKey().name().equals(DEFAULTS)) {
                    writing.clear(file.getKey());
                }
                write(reader, writing, file.getKey(), file.getValue());
                rows += file.getValue().rows();
            }
            List<String> dangling = new Comparison(id).danglingReferences(side);
            if (!dangling.isEmpty()) {
                throw Refusals.of("tables", "complete: " + String.join("; ", dangling));
            }
            Arrival arrival = new Arrival(side, id);
            arrival.advanceCounters();
            arrival.unlockJobs();
            side.commit();
            return new Result(source(manifest), rows, files.size());
        }
    }

    private static String source(Manifest manifest) {
        return manifest.tenant().getOrDefault("id", "");
    }

    private static void write(ArchiveReader reader, RowWriting writing, Table table, ArchiveFile file)
            throws IOException, SQLException {
        AtomicLong written = new AtomicLong();
        try {
            reader.<Exception>lines(file, rows -> {
                writing.write(table, rows);
                written.addAndGet(rows.size());
            });
        } catch (RowWriting.WrongRowsException e) {
            throw Refusals.of(
                    "%s, line %d".formatted(file.path(), written.get() + e.row()), String.valueOf(e.getMessage()));
        } catch (IOException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tables of the archive, which have to be tables of the schema as they are. */
    private static Map<Table, ArchiveFile> files(Side side, Manifest manifest) throws SQLException {
        Map<String, Table> present = new HashMap<>();
        side.tables().forEach(table -> present.put(table.name(), table));
        Map<Table, ArchiveFile> files = new HashMap<>();
        for (ArchiveFile file : manifest.files()) {
            if (!file.kind().equals(ArchiveFile.TABLE)) {
                continue;
            }
            Table table = present.get(file.table());
            if (table == null || !file.path().equals("tables/" + file.table() + ".ndjson")) {
                throw InvalidField.of(
                        "manifest.files", file.path(), "tables/<table>.ndjson of a table with tenants' rows");
            }
            List<ArchiveFile.Column> columns = table.columns().stream()
                    .map(column -> new ArchiveFile.Column(column.name(), column.type()))
                    .toList();
            if (!columns.equals(file.columns()) || !table.tenantColumn().equals(file.tenantColumn())) {
                throw InvalidField.of(
                        "manifest.files[%s].columns".formatted(file.path()),
                        file.columns(),
                        "the columns of this version: " + columns);
            }
            files.put(table, file);
        }
        return files;
    }

    private static void requireEmpty(Tenant tenant, List<Table> tables, RowWriting writing) throws SQLException {
        for (Table table : tables) {
            long rows = table.name().equals(DEFAULTS) ? 0 : writing.count(table);
            if (rows > 0) {
                throw new NetBuildException(
                        ErrorCode.TENANT_NOT_EMPTY,
                        "Tenant '%s' has rows in table %s already (%d); an import needs a new tenant"
                                .formatted(tenant.id(), table.name(), rows));
            }
        }
    }
}
