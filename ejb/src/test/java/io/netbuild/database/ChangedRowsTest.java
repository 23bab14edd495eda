package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.rows.Comparison;
import io.netbuild.rows.Pages;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** Rows that are copied again because they have changed. */
class ChangedRowsTest {

    @Test
    void aRowShouldTakeThePlaceOfOneThatIsGoneHoweverManyHaveChanged() throws SQLException {
        TenantEngine tenant =
                new TenantEngine("copied-5", Neighbours.SHARED.here().engine()).withGrants();
        ProcessInstance instance = tenant.start(tenant.deploy(Models.userTask()), Map.of("text", "first"));
        EngineSchema target = RowCopyTest.schemaOf("copied-5");

        try (Side from = Side.of(RowCopyTest.connect("netbuild"), "shared");
                Side to = Side.of(RowCopyTest.connect("netbuild"), target.schema())) {
            Table variables = from.tables().stream()
                    .filter(table -> table.name().equals("act_ru_variable"))
                    .findFirst()
                    .orElseThrow();
            RowCopy copy = new RowCopy(from, to, tenant.tenant());
            copy.page(variables, null, null);
            to.commit();
            List<List<String>> keys = new ArrayList<>(Pages.ends(from, variables, tenant.tenant(), null, 1));
            assertThat(keys).hasSize(1);
            tenant.run(() -> {
                tenant.engine().getRuntimeService().removeVariable(instance.getId(), "text");
                tenant.engine().getRuntimeService().setVariable(instance.getId(), "text", "second");
            });
            from.rollback();
            List<String> added =
                    Pages.ends(from, variables, tenant.tenant(), null, 1).get(0);
            assertThat(added).isNotEqualTo(keys.get(0));
            for (int i = 0; i < 1500; i++) {
                keys.add(0, List.of("gone-" + i));
            }
            keys.add(0, added);

            assertThat(copy.rows(variables, keys)).isEqualTo(1);

            to.commit();
            Comparison comparison = new Comparison(tenant.tenant());
            assertThat(comparison.of(to, variables, keys)).isEqualTo(comparison.of(from, variables, keys));
        }
    }
}
