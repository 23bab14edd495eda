package io.netbuild.bench.move;

import io.netbuild.bench.SingleValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.StringJoiner;

/**
 * Looks at the system column {@code xmin} of all rows for transactions that were not over when it began, and for deleted rows at the keys that were there then. It costs those who write nothing, and
 * is done when nobody writes any more.
 */
final class RowVersions implements Detection {

    private final Connection superuser;
    private final String tenant;
    private final List<TenantTable> tables;
    private final String oldest;

    private RowVersions(Connection superuser, String tenant, List<TenantTable> tables, String oldest) {
        this.superuser = superuser;
        this.tenant = tenant;
        this.tables = tables;
        this.oldest = oldest;
    }

    static RowVersions begin(Connection superuser, String tenant, List<TenantTable> tables) throws SQLException {
        String oldest = SingleValue.text(superuser, "select pg_snapshot_xmin(pg_current_snapshot())");
        try (Statement statement = superuser.createStatement()) {
            statement.execute("create schema copied");
            for (TenantTable table : tables) {
                String key = String.join(", ", table.key());
                statement.execute("create table copied.%1$s as select %2$s from shared.%1$s where %3$s = '%4$s'"
                        .formatted(table.name(), key, table.tenantColumn(), tenant));
                statement.execute("alter table copied.%s add primary key (%s)".formatted(table.name(), key));
                statement.execute("analyze copied." + table.name());
            }
        }
        return new RowVersions(superuser, tenant, tables, oldest);
    }

    @Override
    public long takeLast() throws SQLException {
        long found = 0;
        for (TenantTable table : tables) {
            found += SingleValue.number(superuser, written(table));
            found += SingleValue.number(superuser, deleted(table));
        }
        return found;
    }

    private String written(TenantTable table) {
        return "select count(*) from shared.%s where %s = '%s' and age(xmin) <= age('%s'::xid8::xid)"
                .formatted(table.name(), table.tenantColumn(), tenant, oldest);
    }

    private static String deleted(TenantTable table) {
        StringJoiner same = new StringJoiner(" and ");
        table.key().forEach(column -> same.add("s.%1$s = c.%1$s".formatted(column)));
        return "select count(*) from copied.%1$s c where not exists (select from shared.%1$s s where %2$s)"
                .formatted(table.name(), same);
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("set client_min_messages = warning");
            statement.execute("drop schema copied cascade");
        }
    }
}
