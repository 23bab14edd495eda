package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {
    @TempDir
    Path temporary;

    @Test
    void standbyShouldFollowItsPrimaryAndTakeItsPlace() throws SQLException {
        try (EmbeddedPostgres primary =
                EmbeddedPostgres.at(temporary.resolve("primary")).start()) {
            execute(primary, "create table things (name text)");
            execute(primary, "insert into things values ('before')");
            try (EmbeddedPostgres standby = EmbeddedPostgres.at(temporary.resolve("its-standby"))
                    .standbyOf(primary)
                    .start()) {
                execute(primary, "insert into things values ('after')");
                await().until(() -> count(standby) == 2);
                assertThatThrownBy(() -> execute(standby, "insert into things values ('here')"))
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("25006"));
                standby.stop();
                execute(primary, "insert into things values ('meanwhile')");
                standby.start();
                await().until(() -> count(standby) == 3);

                primary.stop();
                standby.promote();
                execute(standby, "insert into things values ('here')");

                assertThat(count(standby)).isEqualTo(4);
                standby.stop();
                standby.start();
                assertThat(count(standby)).isEqualTo(4);
            }
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connectAsSuperuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from things")) {
            row.next();
            return row.getInt(1);
        }
    }
}
