package io.netbuild.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Statements with parameters, each on a connection that is taken for it. They join a container transaction where there is one. An {@link Instant} among the parameters is
 * a time, a list an array of texts, {@code long[]} an array of numbers.
 */
public final class Statements {

    private Statements() {}

    /** What a row becomes. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @return how many rows were written */
    public static int update(DataSource dataSource, String sql, @Nullable Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = prepared(connection, sql, parameters)) {
            return update.executeUpdate();
        }
    }

    public static <T> List<T> list(
            DataSource dataSource, String sql, Reading<T> reading, @Nullable Object... parameters) throws SQLException {
        List<T> list = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = prepared(connection, sql, parameters);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                list.add(reading.read(rows));
            }
        }
        return list;
    }

    /** Of the first row; empty when there is none. */
    public static <T> Optional<T> first(
            DataSource dataSource, String sql, Reading<T> reading, @Nullable Object... parameters) throws SQLException {
        return list(dataSource, sql, reading, parameters).stream().findFirst();
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, value(connection, parameters[i]));
        }
        return statement;
    }

    private static @Nullable Object value(Connection connection, @Nullable Object parameter) throws SQLException {
        if (parameter instanceof Instant time) {
            return time.atOffset(ZoneOffset.UTC);
        }
        if (parameter instanceof List<?> texts) {
            return connection.createArrayOf("text", texts.toArray());
        }
        if (parameter instanceof long[] numbers) {
            return connection.createArrayOf(
                    "bigint", LongStream.of(numbers).boxed().toArray());
        }
        return parameter;
    }
}
