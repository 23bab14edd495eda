package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.rows.OthersAtWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class OthersAtWorkTest {

    private final TestDatabase database = TestDatabase.get();

    @Test
    void aTransactionOfAnApplicationShouldCountWhileItIsOpen() throws Exception {
        try (OthersAtWork others = new OthersAtWork(session(TestDatabase.OWNER));
                Connection application = begun(session(TestDatabase.APP))) {
            int with = others.count();
            application.rollback();

            assertThat(with - others.count()).isEqualTo(1);
        }
    }

    @Test
    void transactionsOfTheSystemAndOfTheOwnerShouldNotCount() throws Exception {
        try (OthersAtWork others = new OthersAtWork(session(TestDatabase.OWNER))) {
            int before = others.count();
            try (Connection system = begun(session(TestDatabase.SYSTEM));
                    Connection owner = begun(session(TestDatabase.OWNER))) {
                assertThat(others.count()).isEqualTo(before);
                system.rollback();
                owner.rollback();
            }
        }
    }

    /** Of no pool. */
    private Connection session(String role) throws SQLException {
        DataSource source = database.server().dataSource(TestDatabase.DATABASE, role, "public");
        return source.getConnection();
    }

    private static Connection begun(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
        return connection;
    }
}
