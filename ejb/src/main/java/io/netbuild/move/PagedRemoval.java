package io.netbuild.move;

import io.netbuild.rows.Pages;
import io.netbuild.rows.Removal;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import java.sql.SQLException;
import java.util.List;

/** Deletes what a tenant has in the schema of many, and asks after each page whether to go on. */
final class PagedRemoval {

    private final MoveRecord record;
    private final int pageRows;

    PagedRemoval(MoveRecord record, int pageRows) {
        this.record = record;
        this.pageRows = pageRows;
    }

    void removeFrom(Side side) throws SQLException, InterruptedException {
        String tenant = record.move().tenant().value();
        Removal removal = new Removal(side, tenant);
        for (Table table : side.tables()) {
            List<String> after = null;
            for (List<String> end : Pages.ends(side, table, tenant, null, pageRows)) {
                removal.page(table, after, end);
                after = end;
                record.checkpoint();
            }
            removal.page(table, after, null);
            record.checkpoint();
        }
    }
}
