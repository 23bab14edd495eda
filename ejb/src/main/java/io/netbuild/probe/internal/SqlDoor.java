package io.netbuild.probe.internal;

import io.netbuild.database.Migrations;
import io.netbuild.kernel.Isolation;
import io.netbuild.probe.Control;
import io.netbuild.probe.Kind;
import io.netbuild.probe.Outcome;
import io.netbuild.probe.ProbePath;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the datasource of a tenant, with the tenant, without one and with an empty one; on every table that can hold a tenant's rows. All of them are
 * rolled back, also the owners'. For one run.
 */
@Dependent
public class SqlDoor implements Door {

    private static final Trial CONNECT = new Trial(ProbePath.SQL, Kind.READ, "connect to the other's database");

    private final SqlSessions sessions;
    private final Map<String, List<SqlTable>> tables = new HashMap<>();

    @Inject
    SqlDoor(SqlSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public ProbePath path() {
        return ProbePath.SQL;
    }

    @Override
    public Optional<String> closed(List<Belongings> all) {
        return Optional.empty();
    }

    /** The rest depends on the tables that there are. */
    @Override
    public List<Trial> trials() {
        return List.of(CONNECT);
    }

    @Override
    public void prove(Belongings own, Findings findings) throws SQLException {
        ProbeTenant owner = own.owner();
        try (SqlSession session = sessions.of(owner)) {
            List<SqlTable> found =
                    new ArrayList<>(schema(session, owner, owner.placement().schema()));
            if (owner.isolation() == Isolation.SHARED) {
                found.addAll(schema(session, owner, Migrations.CONTROL_SCHEMA));
            }
            tables.put(own.tenant(), found);
            for (SqlTable table : found) {
                prove(session, owner, table, findings);
            }
        }
        if (sessions.canConnect(owner)) {
            findings.add(connection(owner));
        }
    }

    private static List<SqlTable> schema(SqlSession session, ProbeTenant owner, String schema) throws SQLException {
        return SqlTable.of(session, owner, schema, session.tables(schema));
    }

    private static void prove(SqlSession session, ProbeTenant owner, SqlTable table, Findings findings) {
        String id = owner.id().value();
        if (table.rows() == 0) {
            return;
        }
        findings.add(control(session, owner, table, "read", table.count(id)));
        if (table.insertable() && !table.sample().isEmpty()) {
            findings.add(control(session, owner, table, "insert", table.insert(table.sample(), id)));
        }
        if (table.updatable()) {
            findings.add(control(session, owner, table, "change", table.update(id, id)));
        }
        if (table.deletable()) {
            findings.add(control(session, owner, table, "delete", table.delete(id)));
        }
    }

    private static Control control(
            SqlSession session, ProbeTenant owner, SqlTable table, String what, String statement) {
        String problem;
        try {
            long rows = session.number(SqlSession.Setting.of(owner), statement);
            problem = rows > 0 || isGone(session, owner, table) ? "" : "no rows";
        } catch (SQLException e) {
            problem = SqlAnswers.isKey(e) ? "" : "SQLSTATE " + e.getSQLState();
        }
        return new Control(
                ProbePath.SQL, what + " its own rows", table.qualified(), owner.name(), problem.isEmpty(), problem);
    }

    /** Whether its rows have gone by themselves since they were counted, as messages do. */
    private static boolean isGone(SqlSession session, ProbeTenant owner, SqlTable table) throws SQLException {
        return session.number(
                        SqlSession.Setting.of(owner), table.count(owner.id().value()))
                == 0;
    }

    private Control connection(ProbeTenant owner) {
        String problem = "";
        try {
            sessions.connect(owner, owner.placement());
        } catch (SQLException e) {
            problem = "SQLSTATE " + e.getSQLState();
        }
        return new Control(ProbePath.SQL, "connect to its database", "", owner.name(), problem.isEmpty(), problem);
    }

    @Override
    public void intrude(Belongings intruder, Belongings owner, Watch watch, Findings findings) throws SQLException {
        ProbeTenant from = intruder.owner();
        ProbeTenant to = owner.owner();
        List<SqlTable> own = tablesOf(intruder);
        List<SqlTable> its = tablesOf(owner);
        try (SqlSession session = sessions.of(from)) {
            for (SqlTable table : own) {
                for (SqlAttempt attempt : SqlAttempt.onTable(from, to, table, find(its, table))) {
                    findings.add(attempt.trial().by(from, to, tried(session, attempt)));
                }
            }
            if (sharesDatabase(from, to)) {
                its.stream()
                        .filter(table -> find(own, table) == null)
                        .flatMap(table -> SqlAttempt.byName(from, to, table).stream())
                        .forEach(attempt -> findings.add(attempt.trial().by(from, to, tried(session, attempt))));
            }
            for (SqlAttempt attempt : SqlAttempt.onTheFences(from, to, own.get(0))) {
                findings.add(attempt.trial().by(from, to, fence(session, attempt)));
            }
        }
        if (!sharesDatabase(from, to)) {
            findings.add(CONNECT.by(from, to, connect(from, to.placement())));
        }
    }

    private List<SqlTable> tablesOf(Belongings belongings) {
        return Objects.requireNonNull(tables.get(belongings.tenant()), "prove() comes first");
    }

    private static @Nullable SqlTable find(List<SqlTable> among, SqlTable table) {
        return among.stream()
                .filter(one -> one.qualified().equals(table.qualified()))
                .findFirst()
                .orElse(null);
    }

    /** Whether a statement of one can name the tables of the other at all. */
    private static boolean sharesDatabase(ProbeTenant from, ProbeTenant to) {
        return from.placement().server().equals(to.placement().server())
                && from.placement().database().equals(to.placement().database());
    }

    private static Trial.Finding tried(SqlSession session, SqlAttempt attempt) {
        try {
            return SqlAnswers.of(session.number(attempt.setting(), attempt.sql()));
        } catch (SQLException e) {
            return SqlAnswers.of(e);
        }
    }

    /** Statements that change no rows: to succeed is enough. */
    private static Trial.Finding fence(SqlSession session, SqlAttempt attempt) {
        try {
            session.number(attempt.setting(), attempt.sql());
            return new Trial.Finding(Outcome.LEAK, "allowed");
        } catch (SQLException e) {
            return SqlAnswers.of(e);
        }
    }

    private Trial.Finding connect(ProbeTenant from, Placement to) {
        if (!sessions.canConnect(from)) {
            return new Trial.Finding(Outcome.UNAVAILABLE, "the password of its role is not known here");
        }
        try {
            sessions.connect(from, to);
            return new Trial.Finding(Outcome.LEAK, "connected");
        } catch (SQLException e) {
            return SqlAnswers.of(e);
        }
    }

    @Override
    public void proveForGood(Belongings own, Findings findings) {
        // what uses things up was rolled back
    }
}
