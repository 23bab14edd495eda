package io.netbuild.bench.move;

import io.netbuild.bench.BenchServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** How changed rows can be found. */
enum Way {
    /** Not at all: what the others are compared with. */
    NONE,
    TRIGGERS,
    XMIN,
    DECODING,
    DECODING_WITH_ROW_FILTERS;

    Detection begin(BenchServer server, Connection superuser, String tenant, List<TenantTable> tables)
            throws SQLException {
        return switch (this) {
            case NONE -> Detection.NONE;
            case TRIGGERS -> LoggedChanges.begin(superuser, tenant);
            case XMIN -> RowVersions.begin(superuser, tenant, tables);
            case DECODING -> DecodedChanges.begin(server, superuser, tables, null);
            case DECODING_WITH_ROW_FILTERS -> DecodedChanges.begin(server, superuser, tables, tenant);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
