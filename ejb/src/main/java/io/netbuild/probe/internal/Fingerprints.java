package io.netbuild.probe.internal;

import io.netbuild.database.TenantTable;
import io.netbuild.database.TenantTables;
import io.netbuild.placement.PlacementDataSources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a tenant has in each table of its engine, read by itself: the same as long as not a single value of its rows changes. */
@ApplicationScoped
public class Fingerprints {

    /** What all tables of the engine begin with. In others, such as those of messages, rows come and go by themselves. */
    private static final String ENGINE = "act_";

    private final TenantWork work;
    private final PlacementDataSources dataSources;

    @Inject
    Fingerprints(TenantWork work, PlacementDataSources dataSources) {
        this.work = work;
        this.dataSources = dataSources;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Fingerprints() {
        this(null, null);
    }

    /** By the name of the table: the number of rows and a hash of them. */
    Map<String, String> of(ProbeTenant tenant) throws Exception {
        return work.undo(tenant, () -> {
            try (Connection connection = dataSources.ofCurrentTenant().getConnection()) {
                return read(connection, tenant);
            }
        });
    }

    private static Map<String, String> read(Connection connection, ProbeTenant tenant) throws SQLException {
        String schema = tenant.placement().schema();
        List<TenantTable> tables = TenantTables.of(connection, schema).stream()
                .filter(table -> table.name().startsWith(ENGINE))
                .toList();
        String all = tables.stream()
                .map(table ->
                        "select '%2$s', count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from %1$s.%2$s t where t.%3$s = ?"
                                .formatted(schema, table.name(), table.tenantColumn()))
                .collect(Collectors.joining(" union all "));
        try (PreparedStatement select = connection.prepareStatement(all)) {
            for (int i = 1; i <= tables.size(); i++) {
                select.setString(i, tenant.id().value());
            }
            Map<String, String> found = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
            return found;
        }
    }
}
