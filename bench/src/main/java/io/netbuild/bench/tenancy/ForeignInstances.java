package io.netbuild.bench.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Fills an engine's tables with the running instances of other tenants: copies of the rows that the engine wrote for one instance and its deployment,
 * with ids of their own. A deployment for each tenant, the instances dealt out evenly.
 */
final class ForeignInstances {

    /** Each with the column that names the deployment. */
    private static final List<String[]> OF_DEPLOYMENT = List.of(
            new String[] {"act_re_deployment", "id_"},
            new String[] {"act_ge_bytearray", "deployment_id_"},
            new String[] {"act_re_procdef", "deployment_id_"});

    /** Each with the column that names the instance. */
    private static final List<String[]> OF_INSTANCE = List.of(
            new String[] {"act_ru_execution", "proc_inst_id_"},
            new String[] {"act_ru_task", "proc_inst_id_"},
            new String[] {"act_ru_variable", "proc_inst_id_"},
            new String[] {"act_hi_procinst", "proc_inst_id_"},
            new String[] {"act_hi_actinst", "proc_inst_id_"},
            new String[] {"act_hi_taskinst", "proc_inst_id_"},
            new String[] {"act_hi_varinst", "proc_inst_id_"},
            new String[] {"act_hi_detail", "proc_inst_id_"});

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Connection superuser;
    private final String schema;
    private final String tenant;

    /** @param tenant the one whose rows are copied */
    ForeignInstances(Connection superuser, String schema, String tenant) {
        this.superuser = superuser;
        this.schema = schema;
        this.tenant = tenant;
    }

    /** @param instance of the tenant, at its task */
    void insert(String instance, int count, int tenants) throws SQLException {
        String deployment = deploymentOf(instance);
        Set<String> deploymentIds = idsIn(OF_DEPLOYMENT, deployment);
        Set<String> instanceIds = idsIn(OF_INSTANCE, instance);
        instanceIds.removeAll(deploymentIds);
        try (Statement statement = superuser.createStatement()) {
            // the rows are consistent: checking every foreign key and firing triggers would only take long
            statement.execute("set session_replication_role = replica");
            for (String[] table : OF_DEPLOYMENT) {
                copy(table, deployment, tenants, copied(deploymentIds, Set.of()));
            }
            for (String[] table : OF_INSTANCE) {
                copy(table, instance, count, copied(deploymentIds, instanceIds), tenants);
            }
            statement.execute("reset session_replication_role");
        }
    }

    /** Leaves the tables as autovacuum would in the long run. */
    void vacuum() throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            for (List<String[]> tables : List.of(OF_DEPLOYMENT, OF_INSTANCE)) {
                for (String[] table : tables) {
                    statement.execute("vacuum (analyze) %s.%s".formatted(schema, table[0]));
                }
            }
        }
    }

    private String deploymentOf(String instance) throws SQLException {
        return column(
                        """
                        select deployment_id_ from %1$s.act_re_procdef
                        where id_ = (select proc_def_id_ from %1$s.act_hi_procinst where id_ = ?)
                        """
                                .formatted(schema),
                        instance)
                .get(0);
    }

    private Set<String> idsIn(List<String[]> tables, String owner) throws SQLException {
        Set<String> ids = new TreeSet<>();
        for (String[] table : tables) {
            List<String> rows = column(
                    "select to_jsonb(t)::text from %s.%s t where %s = ?".formatted(schema, table[0], table[1]), owner);
            if (rows.isEmpty()) {
                throw new IllegalStateException("The engine has written nothing to " + table[0]);
            }
            rows.forEach(row -> ID.matcher(row).results().forEach(found -> ids.add(found.group())));
        }
        return ids;
    }

    /** The expression for a row {@code t} as JSON with the ids of the copy: those of tenant {@code k}, those of instance {@code n}. */
    private String copied(Set<String> perTenant, Set<String> perInstance) {
        String row = "to_jsonb(t)::text";
        for (String id : perTenant) {
            row = "replace(%s, '%s', md5('%s' || k)::uuid::text)".formatted(row, id, id);
        }
        for (String id : perInstance) {
            row = "replace(%s, '%s', md5('%s/' || n)::uuid::text)".formatted(row, id, id);
        }
        return "replace(%s, '\"%s\"', '\"foreign-' || k || '\"')".formatted(row, tenant);
    }

    private void copy(String[] table, String owner, int tenants, String row) throws SQLException {
        copy(table, owner, tenants, row, tenants);
    }

    private void copy(String[] table, String owner, int count, String row, int tenants) throws SQLException {
        String sql =
                """
                insert into %1$s.%2$s
                select copy.*
                from generate_series(0, ? - 1) n
                cross join lateral (select n %% ? as k) tenant
                cross join %1$s.%2$s t
                cross join lateral jsonb_populate_record(null::%1$s.%2$s, (%4$s)::jsonb) copy
                where t.%3$s = ?
                """
                        .formatted(schema, table[0], table[1], row);
        try (PreparedStatement insert = superuser.prepareStatement(sql)) {
            insert.setInt(1, count);
            insert.setInt(2, tenants);
            insert.setString(3, owner);
            insert.executeUpdate();
        }
    }

    private List<String> column(String sql, String parameter) throws SQLException {
        try (PreparedStatement select = superuser.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }
}
