package io.netbuild.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the columns of a row hold. */
public final class Columns {

    private Columns() {}

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : instant(row, column);
    }

    /** The elements of an array, none of them null. */
    public static @Nullable List<String> textsOrNull(ResultSet row, String column) throws SQLException {
        Array texts = row.getArray(column);
        return texts == null ? null : List.of((String[]) texts.getArray());
    }
}
