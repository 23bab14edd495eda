package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Which indexes the policies may use; the statistics have never heard of the tenant that asks. */
class PolicyPlansTest {

    private static final String OTHERS = " from generate_series(1, 5000) as g; analyze ";

    @Test
    void statementsShouldUseTheirOwnIndexAndNotReadAllRowsOfTheTenant() throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute(
                    "insert into shared.act_hi_varinst (id_, proc_inst_id_, root_proc_inst_id_, name_, tenant_id_) "
                            + "select 'plan' || g, 'p' || g / 5, 'p' || g / 5, 'v', 't' || g / 5 % 20" + OTHERS
                            + "shared.act_hi_varinst");

            assertThat(plan(transaction, "select * from shared.act_hi_varinst where proc_inst_id_ = 'p7'"))
                    .contains("proc_inst_id_")
                    .doesNotContain("tenant_id on");
            assertThat(plan(
                            transaction,
                            "update shared.act_hi_varinst set removal_time_ = now() where root_proc_inst_id_ = 'p7'"))
                    .contains("act_idx_hi_varinst_root_pi")
                    .doesNotContain("tenant_id on");
        }
    }

    @Test
    void listsOfTheTenantShouldUseAnIndexOfThePolicies() throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute(
                    "insert into shared.act_hi_procinst (id_, proc_inst_id_, proc_def_id_, start_time_, tenant_id_) "
                            + "select 'plan' || g, 'plan' || g, 'd', now(), 't' || g % 20" + OTHERS
                            + "shared.act_hi_procinst");

            assertThat(plan(transaction, "select * from shared.act_hi_procinst order by start_time_ desc limit 20"))
                    .contains("act_idx_hi_pro_inst_rls_start")
                    .doesNotContain("Sort");
        }
    }

    @Test
    void definitionsShouldBeFoundByTheirKeyWithoutReadingThoseOfOtherTenants() throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute("insert into shared.act_re_procdef (id_, key_, version_, tenant_id_) "
                    + "select 'plan' || g, 'order', 1, 't' || g" + OTHERS + "shared.act_re_procdef");

            assertThat(plan(transaction, "select max(version_) from shared.act_re_procdef where key_ = 'order'"))
                    .contains("act_idx_procdef_rls_key")
                    .doesNotContain("Seq Scan");
        }
    }

    private static String plan(Transaction transaction, String sql) throws SQLException {
        transaction.as(TestDatabase.APP, "newcomer");
        String plan = String.join("\n", transaction.column("explain " + sql));
        transaction.execute("reset role");
        return plan;
    }
}
