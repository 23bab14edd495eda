package io.netbuild.move.internal;

import io.netbuild.database.Columns;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.Move;
import io.netbuild.move.MovePhase;
import io.netbuild.move.MoveWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a move looks in a row of {@code netbuild.tenant_moves}. */
final class MoveRows {

    private MoveRows() {}

    static Move read(ResultSet row) throws SQLException {
        String before = row.getString("status_before");
        return new Move(
                row.getObject("id", UUID.class),
                new TenantId(row.getString("tenant_id")),
                Isolation.valueOf(row.getString("source_isolation")),
                row.getString("source_server"),
                Isolation.valueOf(row.getString("target_isolation")),
                row.getString("target_server"),
                row.getLong("epoch"),
                MovePhase.valueOf(row.getString("phase")),
                before == null ? null : TenantStatus.valueOf(before),
                row.getBoolean("cancelled"),
                row.getInt("attempts"),
                row.getString("error"),
                numberOrNull(row, "expected_freeze_millis"),
                numberOrNull(row, "freeze_millis"),
                new MoveWindow(Columns.instantOrNull(row, "freeze_from"), Columns.instantOrNull(row, "freeze_until")),
                Duration.ofMillis(row.getLong("keep_millis")),
                Columns.instantOrNull(row, "kept_until"),
                row.getBoolean("going_back"),
                Columns.textsOrNull(row, "target_indexes"),
                row.getString("actor"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "finished_at"));
    }

    private static @Nullable Long numberOrNull(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
