package io.netbuild.probe.internal;

import io.netbuild.probe.Outcome;
import java.sql.SQLException;
import java.util.Set;

/** What the answers to statements mean. */
final class SqlAnswers {

    /** insufficient_privilege: of privileges, of policies, and of the right to connect to a database. */
    static final String DENIED = "42501";

    /** unique_violation, foreign_key_violation: keys are looked at after privileges and policies have let a row pass. */
    private static final Set<String> KEYS = Set.of("23505", "23503");

    private SqlAnswers() {}

    /** @param number of rows that were seen or changed */
    static Trial.Finding of(long number) {
        return number == 0
                ? Trial.Finding.of(Outcome.NOTHING)
                : new Trial.Finding(Outcome.LEAK, "%d rows".formatted(number));
    }

    /** Constraints are looked at after privileges and policies: who gets that far was let in. */
    static Trial.Finding of(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        Outcome outcome =
                DENIED.equals(state) ? Outcome.REFUSED : state.startsWith("23") ? Outcome.LEAK : Outcome.ERROR;
        return new Trial.Finding(outcome, "SQLSTATE " + state);
    }

    /** Whether an owner that wanted to write a copy of its own row, or to delete one, was only stopped by a key. */
    static boolean isKey(SQLException e) {
        return KEYS.contains(String.valueOf(e.getSQLState()));
    }
}
