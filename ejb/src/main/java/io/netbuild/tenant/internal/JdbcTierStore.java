package io.netbuild.tenant.internal;

import io.netbuild.context.SessionLimits;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.Tier;
import io.netbuild.tenant.Limit;
import io.netbuild.tenant.TierProfile;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/** The table {@code netbuild.tier_catalogue}. To read it fails when it takes longer than a second. */
@ApplicationScoped
public class JdbcTierStore {

    private static final int SECONDS = 1;

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public Map<Tier, TierProfile> all() throws SQLException {
        return LimitedQuery.run(dataSource, SECONDS, "select * from netbuild.tier_catalogue", JdbcTierStore::all);
    }

    private static Map<Tier, TierProfile> all(PreparedStatement select) throws SQLException {
        Map<Tier, TierProfile> profiles = new EnumMap<>(Tier.class);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                TierProfile profile = read(rows);
                profiles.put(profile.tier(), profile);
            }
        }
        return profiles;
    }

    private static TierProfile read(ResultSet row) throws SQLException {
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            long value = row.getLong(limit.column());
            if (!row.wasNull()) {
                limits.put(limit, value);
            }
        }
        return new TierProfile(
                Tier.valueOf(row.getString("tier")),
                Isolation.valueOf(row.getString("default_isolation")),
                row.getBoolean("standby"),
                limits,
                new SessionLimits(row.getInt("work_mem_mb"), Duration.ofMillis(row.getLong("statement_timeout_ms"))),
                row.getInt("job_weight"),
                row.getInt("pgbouncer_pool"),
                row.getInt("connections"));
    }
}
