package io.netbuild.move;

import io.netbuild.rows.Removal;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import java.sql.SQLException;

/** Deletes what a tenant has in the schema of many, and asks after each portion whether to go on. */
final class PagedRemoval {

    private final MoveRecord record;
    private final MovePortions portions;

    PagedRemoval(MoveRecord record, MovePortions portions) {
        this.record = record;
        this.portions = portions;
    }

    void removeFrom(Side side) throws SQLException, InterruptedException {
        String tenant = record.move().tenant().value();
        Removal removal = new Removal(side, tenant);
        for (Table table : side.tables()) {
            portions.each(side, table, null, (after, upTo) -> {
                record.hold(side);
                removal.page(table, after, upTo);
            });
        }
    }
}
