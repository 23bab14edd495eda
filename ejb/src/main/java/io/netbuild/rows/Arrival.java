package io.netbuild.rows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is left to do when the rows of a tenant have arrived in a schema. Transactions are the caller's. */
public final class Arrival {

    private final Side side;
    private final String tenant;

    public Arrival(Side side, String tenant) {
        this.side = side;
        this.tenant = tenant;
    }

    /** Has the numbers that the schema gives go on after those of the tenant's rows. */
    public void advanceCounters() throws SQLException {
        List<String> advances = new ArrayList<>();
        for (Table table : side.tables()) {
            advances.addAll(Sql.list(
                    side.connection(),
                    """
                    select format('select setval(%%L, greatest(nextval(%%L), (select coalesce(max(%%I), 1) from %%I t where %%s)))',
                                  s.name, s.name, a.attname, %1$s, %2$s)
                    from pg_attribute a, pg_get_serial_sequence(%1$s, a.attname) s (name)
                    where a.attrelid = %1$s::regclass and a.attidentity <> ''
                    """
                            .formatted(Sql.text(table.name()), Sql.text(table.of(tenant, "t"))),
                    row -> row.getString(1)));
        }
        for (String advance : advances) {
            Sql.execute(side.connection(), advance);
        }
    }

    /** Jobs are locked by nobody here. */
    public void unlockJobs() throws SQLException {
        Sql.update(
                side.connection(),
                "update act_ru_job set lock_owner_ = null, lock_exp_time_ = null where lock_owner_ is not null and tenant_id_ = "
                        + Sql.text(tenant));
    }
}
