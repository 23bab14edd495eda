package io.netbuild.it.container.lib;

import io.netbuild.tenant.Placement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases as the operators' role sees them, which is all of them with all rows. */
public final class Databases {

    private Databases() {}

    /** How many instances of a process each tenant has in the history at the placement, running ones included. */
    public static Map<String, Long> instancesByTenant(Placement placement, String process) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        String url = System.getenv("NETBUILD_DATABASE_URL");
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url.substring(0, url.lastIndexOf('/') + 1) + placement.database());
        database.setUser("netbuild_operator");
        database.setPassword(System.getenv("NETBUILD_OPERATOR_PASSWORD"));
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select tenant_id_, count(*) from "
                        + placement.schema() + ".act_hi_procinst where proc_def_key_ = ? group by 1")) {
            select.setString(1, process);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }
}
