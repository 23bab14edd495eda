package io.netbuild.archive;

import io.netbuild.archive.internal.ArchiveAudit;
import io.netbuild.archive.internal.ArchiveWriter;
import io.netbuild.archive.internal.Manifest;
import io.netbuild.archive.internal.PlatformRecords;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.placement.Installation;
import io.netbuild.placement.SystemConnections;
import io.netbuild.rows.RowReading;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/**
 * Writes all that a tenant has to a stream, as it was when the export was opened, whatever is changed meanwhile. Nothing is kept on the server. To be called outside of a
 * transaction; whoever calls has verified that the caller may have it all.
 */
@ApplicationScoped
public class TenantExport {

    private final TenantRegistry registry;
    private final SystemConnections connections;
    private final Installation installation;
    private final ArchiveAudit audit;
    private final ExportTurns turns;

    @Inject
    TenantExport(
            TenantRegistry registry,
            SystemConnections connections,
            Installation installation,
            ArchiveAudit audit,
            ExportTurns turns) {
        this.registry = registry;
        this.connections = connections;
        this.installation = installation;
        this.audit = audit;
        this.turns = turns;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantExport() {
        this(null, null, null, null, null);
    }

    /** An export that can be written, once. */
    public interface Opened extends AutoCloseable {

        /** @param out stays open */
        void writeTo(OutputStream out) throws IOException;

        @Override
        void close();
    }

    /**
     * Opens an export, from when on it does not matter what is changed. Has to be closed, once.
     *
     * @throws NetBuildException as {@link #requireReadable} does, with {@link ErrorCode#TENANT_UNAVAILABLE} when the tenant's database does not answer, and with {@link ErrorCode#TOO_MANY_CALLS} when too much
     *     is exported at the same time
     */
    public Opened open(TenantId id, String actor) {
        Tenant tenant = requireReadable(id);
        turns.begin(id);
        try {
            return opened(tenant, actor);
        } catch (SQLException e) {
            turns.end(id);
            throw unavailable(id, e);
        } catch (RuntimeException e) {
            turns.end(id);
            throw e;
        }
    }

    private Opened opened(Tenant tenant, String actor) throws SQLException {
        Placement placement = tenant.placement();
        Side side = Side.snapshot(connections.to(placement), placement.schema());
        try {
            Opened export =
                    new Running(tenant, side, new RowReading(side, tenant.id().value()));
            audit.exported(tenant.id(), actor);
            return export;
        } catch (SQLException | RuntimeException e) {
            side.close();
            throw e;
        }
    }

    /**
     * Finds out whether an export could be opened, but for its database and for those of others.
     *
     * @throws NetBuildException with {@link ErrorCode#TENANT_NOT_READY} in a status without rows, and with {@link ErrorCode#TENANT_UNAVAILABLE} while the tenant moves
     */
    public Tenant requireReadable(TenantId id) {
        Tenant tenant = registry.get(id);
        switch (tenant.status()) {
            case ACTIVE, SUSPENDED, OFFBOARDING -> {
                // there is something to read
            }
            case MOVING ->
                throw new NetBuildException(
                        ErrorCode.TENANT_UNAVAILABLE,
                        "Tenant '%s' is being moved".formatted(id),
                        Map.of("retryAfterSeconds", 2));
            case PROVISIONING, FAILED, ERASED ->
                throw new NetBuildException(
                        ErrorCode.TENANT_NOT_READY, "Tenant '%s' is %s".formatted(id, tenant.status()));
        }
        return tenant;
    }

    private static NetBuildException unavailable(TenantId id, SQLException cause) {
        return new NetBuildException(
                ErrorCode.TENANT_UNAVAILABLE, "The database of tenant '%s' does not answer".formatted(id), cause);
    }

    private final class Running implements Opened {

        private final Tenant tenant;
        private final Side side;
        private final RowReading reading;

        Running(Tenant tenant, Side side, RowReading reading) {
            this.tenant = tenant;
            this.side = side;
            this.reading = reading;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            Instant now = Instant.now();
            ArchiveWriter writer = new ArchiveWriter(out);
            try {
                for (Table table : side.tables()) {
                    writer.table(table, rows -> reading.table(table, rows));
                }
                reading.models(writer::model);
                platform(writer);
                writer.finish(new Manifest(now, description(), installation.versions(), writer.files()));
            } catch (SQLException e) {
                throw new IOException("The database of tenant '%s' does not answer".formatted(tenant.id()), e);
            }
        }

        private void platform(ArchiveWriter writer) throws SQLException, IOException {
            try (Connection connection = connections.to(Placement.SHARED)) {
                connection.setAutoCommit(false);
                PlatformRecords records =
                        new PlatformRecords(connection, tenant.id().value());
                for (String name : records.names()) {
                    writer.platform(name, rows -> records.read(name, rows));
                }
                connection.rollback();
            }
        }

        private Map<String, String> description() {
            return Map.of(
                    "id", tenant.id().value(),
                    "name", tenant.name(),
                    "externalKey", tenant.externalKey().value(),
                    "tier", tenant.tier().name(),
                    "isolation", tenant.placement().isolation().name());
        }

        @Override
        public void close() {
            try {
                side.close();
            } catch (SQLException e) {
                throw unavailable(tenant.id(), e);
            } finally {
                turns.end(tenant.id());
            }
        }
    }
}
