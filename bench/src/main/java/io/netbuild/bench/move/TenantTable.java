package io.netbuild.bench.move;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of the engine in the shared schema that holds tenants' rows.
 *
 * @param tenantColumn the column that names the tenant
 * @param key the columns of the primary key
 */
record TenantTable(String name, String tenantColumn, List<String> key) {

    /** All of them, by name. @param superuser of the platform's database */
    static List<TenantTable> all(Connection superuser) throws SQLException {
        List<TenantTable> tables = new ArrayList<>();
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(
                        """
                        select t.table_name, t.tenant_column,
                               array(select a.attname::text
                                     from pg_index i, unnest(i.indkey) with ordinality k (attnum, place), pg_attribute a
                                     where i.indrelid = ('shared.' || t.table_name)::regclass and i.indisprimary
                                       and a.attrelid = i.indrelid and a.attnum = k.attnum
                                     order by k.place)
                        from shared.tenant_tables t
                        where t.access = 'WRITE' and t.tenant_column is not null and t.table_name like 'act\\_%' order by 1
                        """)) {
            while (rows.next()) {
                String[] key = (String[]) rows.getArray(3).getArray();
                tables.add(new TenantTable(rows.getString(1), rows.getString(2), List.of(key)));
            }
        }
        return tables;
    }
}
