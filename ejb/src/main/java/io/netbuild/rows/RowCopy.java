package io.netbuild.rows;

import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Copies rows of one tenant from one side to the other: streamed in PostgreSQL's binary form, so that neither a file nor more than a buffer of them is in between. They
 * arrive in a temporary table, because what row-level security guards takes no {@code COPY}. Rows that are there already stay. Transactions are the caller's.
 */
public final class RowCopy {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int BUFFER = 1 << 16;
    private static final int KEYS_AT_ONCE = 1000;

    private final Side source;
    private final Side target;
    private final String tenant;
    private final boolean together;

    private RowCopy(Side source, Side target, String tenant, boolean together) {
        this.source = source;
        this.target = target;
        this.tenant = tenant;
        this.together = together;
    }

    /** Between two databases, or two schemas of one. */
    public RowCopy(Side source, Side target, String tenant) {
        this(source, target, tenant, false);
    }

    /** Between two schemas of one database: pages do not leave it, and are not seen by the source's session. */
    public static RowCopy withinOneDatabase(Side source, Side target, String tenant) {
        return new RowCopy(source, target, tenant, true);
    }

    /** How many rows the tenant has in a table. */
    public long count(Table table) throws SQLException {
        return Sql.list(
                        source.connection(),
                        "select count(*) from %s t where %s"
                                .formatted(Sql.name(table.name()), table.moving(tenant, "t")),
                        row -> row.getLong(1))
                .get(0);
    }

    /**
     * Copies the rows between two keys.
     *
     * @param after exclusive, null: from the first on
     * @param upTo inclusive, null: up to the last
     * @return how many were copied that had not been there
     */
    public long page(Table table, @Nullable List<String> after, @Nullable List<String> upTo) throws SQLException {
        String from = "%s t where %s and %s"
                .formatted(
                        source.qualified(table), Pages.between(table, tenant, after, upTo), table.moving(tenant, "t"));
        return together ? transfer(table, from) : copy(table, from);
    }

    /** Makes the rows of these keys what they are at the source now: gone, changed or new. @return how many there are now */
    public long rows(Table table, List<List<String>> keys) throws SQLException {
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            Sql.update(
                    target.connection(),
                    "delete from %s t using %s".formatted(Sql.name(table.name()), those(table, keys, from)));
        }
        long copied = 0; // when all are gone: a new row may be what one of them was, by another unique key
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            copied += copy(table, "%s t, %s".formatted(Sql.name(table.name()), those(table, keys, from)));
        }
        return copied;
    }

    private String those(Table table, List<List<String>> keys, int from) {
        List<List<String>> some = keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE));
        return "%s and %s".formatted(table.joinedWith(some, "t"), table.moving(tenant, "t"));
    }

    /** Copies rows that belong to no tenant, those that the condition on {@code t} names. */
    long shared(Table table, String condition) throws SQLException {
        return copy(
                table,
                "%s t where t.%s is null and (%s)"
                        .formatted(Sql.name(table.name()), Sql.name(table.tenantColumn()), condition));
    }

    private long transfer(Table table, String from) throws SQLException {
        return insert("insert into %s (%s) overriding system value select %s from %s"
                .formatted(target.qualified(table), table.columnList(), table.qualifiedList("t"), from));
    }

    /**
     * As if none of the rows were there, which makes it twice as quick, and without those that are there only when some turn out to be: those of a page that arrived just before the run that copied it was
     * broken off.
     */
    private long insert(String statement) throws SQLException {
        Savepoint before = target.connection().setSavepoint();
        try {
            long rows = Sql.update(target.connection(), statement);
            target.connection().releaseSavepoint(before);
            return rows;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            target.connection().rollback(before);
            return Sql.update(target.connection(), statement + " on conflict do nothing");
        }
    }

    private long copy(Table table, String from) throws SQLException {
        String page = Sql.name("page_of_" + table.name());
        Sql.execute(
                target.connection(),
                "create temporary table if not exists %s (like %s) on commit drop"
                        .formatted(page, Sql.name(table.name())));
        long rows = stream(
                "copy (select %s from %s) to stdout (format binary)".formatted(table.qualifiedList("t"), from),
                "copy pg_temp.%s (%s) from stdin (format binary)".formatted(page, table.columnList()));
        if (rows == 0) {
            return 0;
        }
        long copied = insert("insert into %1$s (%2$s) overriding system value select %2$s from pg_temp.%3$s"
                .formatted(Sql.name(table.name()), table.columnList(), page));
        Sql.execute(target.connection(), "delete from pg_temp." + page);
        return copied;
    }

    private long stream(String reading, String writing) throws SQLException {
        CopyOut out =
                source.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(reading);
        CopyIn in = null;
        try {
            in = target.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(writing);
            ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER);
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                buffer.writeBytes(row);
                if (buffer.size() >= BUFFER) {
                    in.writeToCopy(buffer.toByteArray(), 0, buffer.size());
                    buffer.reset();
                }
            }
            in.writeToCopy(buffer.toByteArray(), 0, buffer.size());
            return in.endCopy();
        } finally {
            cancel(in);
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    private static void cancel(@Nullable CopyIn in) throws SQLException {
        if (in != null && in.isActive()) {
            in.cancelCopy();
        }
    }
}
