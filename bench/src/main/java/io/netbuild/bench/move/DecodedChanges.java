package io.netbuild.bench.move;

import io.netbuild.bench.BenchServer;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

/**
 * Reads PostgreSQL's log from a slot by {@code pgoutput}: the changes of all tenants, or of one by row filters. These can only look at columns of the replica identity, so that they need
 * whole old rows in the log ({@code replica identity full}).
 */
final class DecodedChanges implements Detection {

    /** Of the publication, the slot and the role. */
    private final String name;

    private final Connection superuser;
    private final List<TenantTable> tables;
    private final boolean filtered;
    private final Connection replication;
    private final PGReplicationStream stream;
    private boolean marked;

    private DecodedChanges(
            String name,
            Connection superuser,
            List<TenantTable> tables,
            boolean filtered,
            Connection replication,
            PGReplicationStream stream) {
        this.name = name;
        this.superuser = superuser;
        this.tables = tables;
        this.filtered = filtered;
        this.replication = replication;
        this.stream = stream;
    }

    /** @param tenant whose changes are wanted; null: those of all */
    static DecodedChanges begin(
            BenchServer server, Connection superuser, List<TenantTable> tables, @Nullable String tenant)
            throws SQLException {
        String name = "changes_" + UUID.randomUUID().toString().replace('-', '_');
        if (tenant != null) {
            identify(superuser, tables, "full");
        }
        try (Statement statement = superuser.createStatement()) {
            statement.execute("create publication %s for table %s"
                    .formatted(
                            name,
                            tables.stream()
                                    .map(table -> published(table, tenant))
                                    .collect(Collectors.joining(", "))));
        }
        Connection replication = connect(server, superuser, name);
        PGConnection connection = replication.unwrap(PGConnection.class);
        connection
                .getReplicationAPI()
                .createReplicationSlot()
                .logical()
                .withSlotName(name)
                .withOutputPlugin("pgoutput")
                .withTemporaryOption()
                .make();
        PGReplicationStream stream = connection
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(name)
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", name)
                .withSlotOption("messages", true)
                .withStatusInterval(1, TimeUnit.SECONDS)
                .start();
        return new DecodedChanges(name, superuser, tables, tenant != null, replication, stream);
    }

    private static String published(TenantTable table, @Nullable String tenant) {
        String published = "shared." + table.name();
        return tenant == null ? published : "%s where (%s = '%s')".formatted(published, table.tenantColumn(), tenant);
    }

    private static void identify(Connection superuser, List<TenantTable> tables, String identity) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            for (TenantTable table : tables) {
                statement.execute("alter table shared.%s replica identity %s".formatted(table.name(), identity));
            }
        }
    }

    private static Connection connect(BenchServer server, Connection superuser, String name) throws SQLException {
        String password = UUID.randomUUID().toString();
        try (Statement statement = superuser.createStatement()) {
            statement.execute("create role %s login replication password '%s'".formatted(name, password));
            statement.execute("grant connect on database %s to %s".formatted(BenchServer.DATABASE, name));
        }
        Properties properties = new Properties();
        PGProperty.USER.set(properties, name);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "15");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return DriverManager.getConnection(server.databaseUrl(), properties);
    }

    @Override
    public long take() throws SQLException {
        long changes = 0;
        for (ByteBuffer message = stream.readPending(); message != null; message = stream.readPending()) {
            changes += changes(message);
        }
        confirm();
        return changes;
    }

    @Override
    public long takeLast() throws SQLException {
        marked = false;
        try (Statement statement = superuser.createStatement()) {
            statement.execute("select pg_logical_emit_message(true, '%s', 'the end')".formatted(name));
        }
        long changes = 0;
        while (!marked) {
            changes += changes(stream.read());
        }
        confirm();
        return changes;
    }

    private int changes(ByteBuffer message) {
        return switch (message.get()) {
            case 'I', 'U', 'D' -> 1;
            case 'M' -> {
                marked = true;
                yield 0;
            }
            default -> 0; // begin, commit, description of a table
        };
    }

    private void confirm() {
        stream.setFlushedLSN(stream.getLastReceiveLSN());
        stream.setAppliedLSN(stream.getLastReceiveLSN());
    }

    @Override
    public void close() throws SQLException {
        try (replication;
                stream) {
            stream.forceUpdateStatus();
        }
        try (Statement statement = superuser.createStatement()) {
            statement.execute("drop publication " + name);
            statement.execute("revoke connect on database %s from %s".formatted(BenchServer.DATABASE, name));
            statement.execute("drop role " + name);
        }
        if (filtered) {
            identify(superuser, tables, "default");
        }
    }
}
