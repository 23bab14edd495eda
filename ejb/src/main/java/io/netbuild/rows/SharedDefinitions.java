package io.netbuild.rows;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Definitions that belong to no tenant, with their deployments and what hangs on them: they go along with a tenant, as copies with the same ids, and are never
 * changed or removed. A schema of the tenant's own gets all of them, since its processes may call any; the shared one only those that the tenant's rows need and
 * that are not there any more.
 */
public final class SharedDefinitions {

    private static final String PROCDEF = "act_re_procdef";

    private static final String IN_USE =
            """
            select d.deployment_id_ from act_re_procdef d where d.tenant_id_ is null and d.deployment_id_ is not null and (
                exists (select from act_ru_execution r where r.proc_def_id_ = d.id_ and r.tenant_id_ = %1$s)
                or exists (select from act_hi_procinst h where h.proc_def_id_ = d.id_ and h.tenant_id_ = %1$s))
            union
            select d.deployment_id_ from act_re_case_def d where d.tenant_id_ is null and d.deployment_id_ is not null and (
                exists (select from act_ru_case_execution r where r.case_def_id_ = d.id_ and r.tenant_id_ = %1$s)
                or exists (select from act_hi_caseinst h where h.case_def_id_ = d.id_ and h.tenant_id_ = %1$s))
            union
            select d.deployment_id_ from act_re_decision_def d where d.tenant_id_ is null and d.deployment_id_ is not null
                and exists (select from act_hi_decinst h where h.dec_def_id_ = d.id_ and h.tenant_id_ = %1$s)
            """;

    private SharedDefinitions() {}

    /**
     * The deployments that go along.
     *
     * @param toShared whether the target is the schema of many
     */
    public static List<String> deployments(Side source, String tenant, boolean toShared) throws SQLException {
        String sql = toShared
                ? IN_USE.formatted(Sql.text(tenant))
                : "select id_ from act_re_deployment where tenant_id_ is null";
        return Sql.list(source.connection(), sql, row -> row.getString(1));
    }

    /** Those of some deployments that are not there yet. A deployment arrives with all that belongs to it, or not at all. */
    public static List<String> missing(Side target, List<String> deployments) throws SQLException {
        if (deployments.isEmpty()) {
            return List.of();
        }
        List<String> there = Sql.list(
                target.connection(),
                "select id_ from act_re_deployment where tenant_id_ is null",
                row -> row.getString(1));
        return deployments.stream().filter(id -> !there.contains(id)).toList();
    }

    /** Copies what is not at the target yet. @return how many rows */
    public static long copy(RowCopy copy, List<Table> tables, List<String> deployments) throws SQLException {
        if (deployments.isEmpty()) {
            return 0;
        }
        long rows = 0;
        for (Table table : tables) {
            if (table.sharable()) {
                rows += copy.shared(table, condition(table, deployments));
            }
        }
        return rows;
    }

    /** Which of the rows of a sharable table, called {@code t}, that belong to no tenant hang on these deployments. */
    static String condition(Table table, List<String> deployments) throws SQLException {
        String ids = deployments.stream().map(Sql::text).collect(Collectors.joining(", ", "array[", "]::varchar[]"));
        String ofDeployment = "t.deployment_id_ = any (" + ids + ")";
        String ofDefinition =
                "(select d.id_ from act_re_procdef d where d.tenant_id_ is null and d.deployment_id_ = any (" + ids
                        + "))";
        return switch (table.name()) {
            case "act_re_deployment" -> "t.id_ = any (" + ids + ")";
            case "act_ge_bytearray",
                    PROCDEF,
                    "act_re_case_def",
                    "act_re_decision_def",
                    "act_re_decision_req_def",
                    "act_re_camformdef" -> ofDeployment;
            case "act_ru_jobdef", "act_ru_identitylink" -> "t.proc_def_id_ in " + ofDefinition;
            case "act_ru_event_subscr" -> "t.execution_id_ is null and t.configuration_ in " + ofDefinition;
            default -> throw new SQLException("Nobody has decided which shared rows of " + table.name() + " move");
        };
    }
}
