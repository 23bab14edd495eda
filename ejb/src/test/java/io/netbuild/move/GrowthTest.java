package io.netbuild.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final int PORTION = 500;

    @Test
    void postgresShouldBeToldWhenAnEmptyTableHasManyRowsAndThenWheneverTheyAreTwiceAsMany() throws Exception {
        assertThat(told(0, 9_000)).containsExactly(1_000L, 2_000L, 4_000L, 8_000L);
    }

    @Test
    void postgresShouldBeToldOnlyWhenALargeTableIsTwiceAsLarge() throws Exception {
        assertThat(told(50_000, 49_500)).isEmpty();
        assertThat(told(50_000, 50_000)).containsExactly(50_000L);
    }

    /** After how many added rows PostgreSQL has been told. */
    private static List<Long> told(long known, long rows) throws SQLException {
        List<Long> told = new ArrayList<>();
        long[] added = {0};
        Growth growth = new Growth(known, () -> told.add(added[0]));
        while (added[0] < rows) {
            added[0] += PORTION;
            growth.add(PORTION);
        }
        return told;
    }
}
