package io.netbuild.probe.internal;

import io.netbuild.kernel.Isolation;
import io.netbuild.probe.Kind;
import io.netbuild.probe.ProbePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement.
 *
 * @param setting what the session variable says meanwhile
 */
record SqlAttempt(Trial trial, SqlSession.Setting setting, String sql) {

    private static final List<SqlSession.Setting> NO_TENANT =
            List.of(SqlSession.Setting.NONE, SqlSession.Setting.EMPTY);

    private static SqlAttempt of(Kind kind, String what, SqlTable table, SqlSession.Setting setting, String sql) {
        String words = setting.words().isEmpty() ? what : what + " " + setting.words();
        return new SqlAttempt(new Trial(ProbePath.SQL, kind, words, table.qualified()), setting, sql);
    }

    /**
     * On a table that the intruder's role has privileges on.
     *
     * @param theirs the same table as the owner sees it; null when the owner's rows are elsewhere
     */
    static List<SqlAttempt> onTable(
            ProbeTenant intruder, ProbeTenant owner, SqlTable table, @Nullable SqlTable theirs) {
        String sample = theirs == null ? "" : theirs.sample();
        boolean rows = theirs != null && theirs.rows() > 0;
        String its = owner.id().value();
        SqlSession.Setting own = SqlSession.Setting.of(intruder);
        List<SqlAttempt> attempts = new ArrayList<>();
        attempts.add(of(Kind.CHANGE, "insert a row of the other's", table, own, table.insert(sample, its)));
        if (table.rows() > 0) {
            attempts.add(of(
                    Kind.CHANGE,
                    "give a row to the other",
                    table,
                    own,
                    table.update(intruder.id().value(), its)));
        }
        if (rows) {
            attempts.add(of(Kind.READ, "read the other's rows", table, own, table.count(its)));
            attempts.add(of(Kind.CHANGE, "change the other's rows", table, own, table.update(its, its)));
            attempts.add(of(Kind.DELETE, "delete the other's rows", table, own, table.delete(its)));
        }
        for (SqlSession.Setting nobody : NO_TENANT) {
            attempts.add(of(Kind.CHANGE, "insert a row of the other's", table, nobody, table.insert(sample, its)));
            attempts.add(of(Kind.READ, "read anybody's rows", table, nobody, table.countOfAnybody()));
            if (rows) {
                attempts.add(of(Kind.CHANGE, "change the other's rows", table, nobody, table.update(its, its)));
                attempts.add(of(Kind.DELETE, "delete the other's rows", table, nobody, table.delete(its)));
            }
        }
        return attempts;
    }

    /** On a table in a schema that the intruder's role has no privileges on. */
    static List<SqlAttempt> byName(ProbeTenant intruder, ProbeTenant owner, SqlTable table) {
        String its = owner.id().value();
        SqlSession.Setting theirs = SqlSession.Setting.of(owner);
        return List.of(
                of(Kind.READ, "read by the schema's name", table, SqlSession.Setting.of(intruder), table.count(its)),
                of(Kind.READ, "read by the schema's name as the other", table, theirs, table.count(its)),
                of(Kind.CHANGE, "insert by the schema's name as the other", table, theirs, table.insert("", its)),
                of(Kind.CHANGE, "change by the schema's name as the other", table, theirs, table.update(its, its)),
                of(Kind.DELETE, "delete by the schema's name as the other", table, theirs, table.delete(its)));
    }

    /** What would take the fences down, tried on the intruder's own table as it is nobody else's business. */
    static List<SqlAttempt> onTheFences(ProbeTenant intruder, ProbeTenant owner, SqlTable table) {
        SqlSession.Setting own = SqlSession.Setting.of(intruder);
        List<SqlAttempt> attempts = new ArrayList<>(List.of(
                of(
                        Kind.READ,
                        "read past the policies",
                        table,
                        own,
                        "set local row_security = off; select count(*) from " + table.qualified()),
                of(
                        Kind.CHANGE,
                        "disable row-level security",
                        table,
                        own,
                        "alter table %s disable row level security".formatted(table.qualified())),
                of(
                        Kind.CHANGE,
                        "add a policy",
                        table,
                        own,
                        "create policy mine on %s using (true)".formatted(table.qualified())),
                of(Kind.DELETE, "truncate", table, own, "truncate " + table.qualified()),
                of(Kind.READ, "become the system", table, own, "set local role netbuild_system"),
                of(Kind.READ, "become the operator", table, own, "set local role netbuild_operator"),
                of(Kind.READ, "become the owner of all schemas", table, own, "set local role netbuild_owner")));
        if (owner.isolation() != Isolation.SHARED) {
            attempts.add(of(
                    Kind.READ,
                    "become the other",
                    table,
                    own,
                    "set local role \"%s\"".formatted(owner.placement().role())));
        }
        return attempts;
    }
}
