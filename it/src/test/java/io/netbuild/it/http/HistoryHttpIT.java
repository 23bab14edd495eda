package io.netbuild.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written about instances that have ended. */
class HistoryHttpIT {

    private static final TestTenant TENANT = TestTenant.shared("history");

    /** How many rows each table has about the instance that will be removed, and that will not. */
    private static Map<String, String> rows(String instance) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        try (Connection operator = Databases.operator("netbuild")) {
            for (String table : Databases.column(
                    operator,
                    """
                    select table_name from information_schema.columns
                    where table_schema = 'shared' and column_name in ('root_proc_inst_id_', 'removal_time_')
                      and table_name <> 'act_ru_authorization'
                    group by 1 having count(*) = 2 order by 1
                    """)) {
                rows.put(
                        table,
                        Databases.column(
                                        operator,
                                        """
                                        select count(removal_time_) || '/' || count(*)
                                        from shared.%s where root_proc_inst_id_ = '%s'
                                        """
                                                .formatted(table, instance))
                                .get(0));
            }
        }
        return rows;
    }

    @Test
    void allHistoryOfAnEndedInstanceShouldHaveItsRemovalTime() throws SQLException {
        Engine engine = TENANT.create().engine();
        engine.deploy(TestModels.all());
        String instance = engine.start("simple", "ends", Map.of("amount", 7));
        String running = engine.start("simple", "runs", Map.of("amount", 7));
        String task = engine.only("/task?processInstanceId=" + instance);
        engine.api().post("/task/" + task + "/claim", Map.of("userId", "uwe")).expectSuccess();
        engine.api()
                .post("/task/" + task + "/comment/create", Map.of("message", "seen"))
                .expectSuccess();
        engine.api()
                .put("/task/" + task + "/variables/mark", Map.of("value", "Ynl0ZXM=", "type", "Bytes"))
                .expectSuccess();
        engine.api().post("/task/" + task + "/complete", Map.of()).expectSuccess();

        assertThat(rows(instance))
                .hasSize(16)
                .containsEntry("act_hi_procinst", "1/1")
                .containsEntry("act_hi_taskinst", "1/1")
                .containsEntry("act_hi_comment", "1/1")
                .containsEntry("act_hi_varinst", "2/2")
                .allSatisfy((table, counts) ->
                        assertThat(counts.split("/")[0]).as(table).isEqualTo(counts.split("/")[1]));
        assertThat(rows(running))
                .allSatisfy((table, counts) -> assertThat(counts).as(table).startsWith("0/"));
    }
}
