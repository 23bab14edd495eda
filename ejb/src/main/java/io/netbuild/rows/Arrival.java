package io.netbuild.rows;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

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
        String names =
                side.tables().stream().map(table -> Sql.text(table.name())).collect(Collectors.joining(", "));
        List<String> advances = Sql.list(
                side.connection(),
                """
                select format('select setval(%%L, greatest(nextval(%%L), (select coalesce(max(%%I), 1) from %%I t where t.%%I = %%L)))',
                              s.name, s.name, a.attname, t.table_name, t.tenant_column, %1$s)
                from tenant_tables t
                join pg_attribute a on a.attrelid = t.table_name::regclass and a.attidentity <> ''
                cross join pg_get_serial_sequence(t.table_name, a.attname) s (name)
                where t.table_name in (%2$s)
                """
                        .formatted(Sql.text(tenant), names),
                row -> row.getString(1));
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
