package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netbuild.rows.RowReading;
import io.netbuild.rows.RowWriting;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowWritingTest {

    @Test
    void aRowOfATenantThatTheRowsWereNotReadOfShouldBeRefused() throws Exception {
        TenantEngine tenant =
                new TenantEngine("written", Neighbours.SHARED.here().engine()).withGrants();
        tenant.start(tenant.deploy(Models.userTask()));

        try (Side side = Side.of(
                TestDatabase.get()
                        .server()
                        .dataSource(TestDatabase.DATABASE, TestDatabase.SYSTEM, "public")
                        .getConnection(),
                "shared")) {
            Table tasks = side.tables().stream()
                    .filter(table -> table.name().equals("act_ru_task"))
                    .findFirst()
                    .orElseThrow();
            List<String> rows = new ArrayList<>();
            new RowReading(side, "written").table(tasks, rows::add);
            rows.add(rows.get(0).replace("\"tenant_id_\":\"written\"", "\"tenant_id_\":\"somebody-else\""));
            RowWriting writing = new RowWriting(side, "arrived-here", "written");

            RowWriting.WrongRowsException refused =
                    catchThrowableOfType(RowWriting.WrongRowsException.class, () -> writing.write(tasks, rows));

            assertThat(refused.row()).isEqualTo(2);
            assertThat(refused)
                    .hasMessage(
                            "table act_ru_task: tenant_id_ of a row is the tenant of the manifest, 'written', or null");
            assertThat(writing.count(tasks)).isZero();
            side.rollback();
        }
    }
}
