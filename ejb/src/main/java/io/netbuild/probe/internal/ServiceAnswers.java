package io.netbuild.probe.internal;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.probe.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngineException;
import org.jspecify.annotations.Nullable;

/** What the answers of the engine's services mean. */
final class ServiceAnswers {

    /** SQLSTATEs of a database that is not there, has no room or gave up; they decide nothing. */
    private static final Pattern UNDECIDED = Pattern.compile("08...|53...|57...|40...|55P03");

    /** Where the engine goes on with what it has not found. */
    private static final Pattern COMMANDS =
            Pattern.compile("^org\\.camunda\\.bpm\\.engine\\.impl\\.(cmd|oplog|cfg\\.auth)\\..*");

    private ServiceAnswers() {}

    /** Whether it shows anything. */
    static boolean shows(@Nullable Object answer) throws IOException {
        if (answer instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        if (answer instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (answer instanceof Number number) {
            return number.longValue() != 0;
        }
        if (answer instanceof InputStream stream) {
            try (stream) {
                return stream.read() >= 0;
            }
        }
        return answer != null;
    }

    /** An exception is a refusal when somebody has decided: the engine that there is no such thing, the database that there is no such row. */
    static Trial.Finding of(Throwable failure) {
        String detail = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                detail = "SQLSTATE " + sql.getSQLState();
                if (UNDECIDED.matcher(String.valueOf(sql.getSQLState())).matches()) {
                    return new Trial.Finding(Outcome.ERROR, detail);
                }
            }
            if (cause instanceof NetBuildException known && known.code().status() >= 500) {
                return new Trial.Finding(Outcome.ERROR, known.code().slug());
            }
        }
        boolean decided = failure instanceof ProcessEngineException
                || failure instanceof NetBuildException
                || detail.startsWith("SQLSTATE")
                || isLostId(failure);
        return new Trial.Finding(decided ? Outcome.REFUSED : Outcome.ERROR, detail);
    }

    private static boolean isLostId(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return failure instanceof NullPointerException
                && stack.length > 0
                && COMMANDS.matcher(stack[0].getClassName()).matches();
    }
}
