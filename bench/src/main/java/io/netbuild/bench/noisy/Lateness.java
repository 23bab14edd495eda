package io.netbuild.bench.noisy;

import io.netbuild.bench.Statistics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How long after they were due instances have ended: their business keys say when that was. */
final class Lateness {

    private static final String MILLIS =
            """
            select greatest(0, extract(epoch from end_time_) * 1000 - business_key_::bigint)::float8
            from %s.act_hi_procinst
            where proc_def_key_ = ? and tenant_id_ like ? and business_key_::bigint between ? and ? and end_time_ is not null
            """;
    private static final String RUNNING =
            "select count(*) from %s.act_hi_procinst where proc_def_key_ = ? and end_time_ is null";

    private final Connection database;
    private final String schema;

    /** @param schema of the engine's tables */
    Lateness(Connection database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /** In milliseconds, of the tenants that match. */
    Statistics of(String tenants, long from, long to) throws SQLException {
        List<Double> millis = new ArrayList<>();
        try (PreparedStatement select = database.prepareStatement(MILLIS.formatted(schema))) {
            select.setString(1, NoisyBench.PROCESS);
            select.setString(2, tenants);
            select.setLong(3, from);
            select.setLong(4, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    millis.add(rows.getDouble(1));
                }
            }
        }
        return Statistics.of(millis);
    }

    int running() throws SQLException {
        try (PreparedStatement select = database.prepareStatement(RUNNING.formatted(schema))) {
            select.setString(1, NoisyBench.PROCESS);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
