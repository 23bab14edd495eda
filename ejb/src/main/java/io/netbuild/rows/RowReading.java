package io.netbuild.rows;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the rows of a tenant as JSON that loses nothing, and those of shared definitions that they need, whose tenant is null; but no {@link Housekeeping}. A few rows at a
 * time are in memory.
 */
public final class RowReading {

    private static final int ROWS_AT_ONCE = 200;

    private final Side side;
    private final String tenant;
    private final List<String> sharedDeployments;

    public RowReading(Side side, String tenant) throws SQLException {
        this.side = side;
        this.tenant = tenant;
        this.sharedDeployments = SharedDefinitions.deployments(side, tenant, true);
    }

    /** Takes one row. */
    @FunctionalInterface
    public interface Rows {
        /** @param json an object with all columns, without line breaks */
        void row(String json) throws IOException;
    }

    /** Takes one file of a deployment. */
    @FunctionalInterface
    public interface Models {
        void model(String deployment, String name, byte[] content) throws IOException;
    }

    public void table(Table table, Rows rows) throws SQLException, IOException {
        String columns =
                table.columns().stream().map(column -> "t." + column.quoted()).collect(Collectors.joining(", "));
        String sql = "select row_to_json(r)::text from (select %s from %s t where %s) r"
                .formatted(columns, Sql.name(table.name()), condition(table));
        try (PreparedStatement select = side.connection().prepareStatement(sql)) {
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.row(found.getString(1).replace('\n', ' '));
                }
            }
        }
    }

    /** What was deployed, as it was deployed. */
    public void models(Models models) throws SQLException, IOException {
        for (Table table : side.tables()) {
            if (!table.name().equals("act_ge_bytearray")) {
                continue;
            }
            String sql =
                    "select t.deployment_id_, t.name_, t.bytes_ from act_ge_bytearray t where t.deployment_id_ is not null and t.bytes_ is not null and (%s) order by 1, 2"
                            .formatted(condition(table));
            try (PreparedStatement select = side.connection().prepareStatement(sql)) {
                select.setFetchSize(1);
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        models.model(found.getString(1), String.valueOf(found.getString(2)), found.getBytes(3));
                    }
                }
            }
        }
    }

    private String condition(Table table) throws SQLException {
        String own = table.moving(tenant, "t");
        return !table.sharable() || sharedDeployments.isEmpty()
                ? own
                : "%s or t.%s is null and (%s)"
                        .formatted(
                                own,
                                Sql.name(table.tenantColumn()),
                                SharedDefinitions.condition(table, sharedDeployments));
    }
}
