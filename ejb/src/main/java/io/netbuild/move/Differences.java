package io.netbuild.move;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was found not to be the same on both sides, in sentences. */
final class Differences {

    private final List<String> found = new ArrayList<>();

    void add(String sentence) {
        found.add(sentence);
    }

    void addAll(Collection<String> sentences) {
        found.addAll(sentences);
    }

    /** @throws SQLException when there are some; the next attempt may find none: at the target the platform can have cleaned up meanwhile */
    void requireNone() throws SQLException {
        if (!found.isEmpty()) {
            throw new SQLException(String.join("; ", found), "55000");
        }
    }
}
