package io.netbuild.move;

import java.time.Duration;
import java.util.List;

/**
 * What a move would do.
 *
 * @param freeze how long the tenant is likely to stand still: as others did lately, and by the rate at which its rows change now
 * @param blockers why it would be refused; empty when it would not
 */
public record MoveForecast(List<TableSize> tables, Duration freeze, List<String> blockers) {

    /** @param bytes of the rows as they are stored, without indexes */
    public record TableSize(String table, long rows, long bytes) {}

    public long rows() {
        return tables.stream().mapToLong(TableSize::rows).sum();
    }

    public long bytes() {
        return tables.stream().mapToLong(TableSize::bytes).sum();
    }
}
