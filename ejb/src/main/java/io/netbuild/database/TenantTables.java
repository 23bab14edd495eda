package io.netbuild.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tables hold tenants' rows, as the database itself says in the view {@code tenant_tables} of each schema. For an engine's schema that is the
 * list in {@code R__rls.sql}, for the control plane it follows from the policies.
 */
public final class TenantTables {

    private TenantTables() {}

    /**
     * The tables of the control plane's or an engine's schema, by name.
     *
     * @param connection of any of the platform's roles
     */
    public static List<TenantTable> of(Connection connection, String schema) throws SQLException {
        EngineSchema.requireIdentifier("schema", schema);
        String sql = "select table_name, tenant_column from " + schema
                + ".tenant_tables where tenant_column is not null order by table_name";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<TenantTable> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(new TenantTable(rows.getString(1), rows.getString(2)));
            }
            return tables;
        }
    }
}
