package io.netbuild.workflow.internal;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.workflow.CommandRefusedException;
import io.netbuild.workflow.JmsSettings;
import io.netbuild.workflow.RefusalReason;
import java.sql.SQLException;
import java.time.Duration;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.jspecify.annotations.Nullable;

/** What comes of a command that has failed. */
sealed interface Failure {

    /** The tenant cannot work now: nothing was tried. */
    record NotNow(String text) implements Failure {}

    record Again(Duration pause, String text) implements Failure {}

    record Dead(RefusalReason reason, String text) implements Failure {}

    static Failure of(Throwable thrown, PendingCommand command, JmsSettings settings) {
        if (thrown instanceof CommandRefusedException refused) {
            return new Dead(refused.reason(), text(refused));
        }
        if (thrown instanceof NetBuildException unavailable) {
            return switch (unavailable.code()) {
                case TENANT_UNAVAILABLE, TENANT_SUSPENDED, TENANT_NOT_READY, UNKNOWN_TENANT ->
                    new NotNow(text(unavailable));
                default -> again(unavailable, command, settings);
            };
        }
        if (thrown instanceof MismatchingMessageCorrelationException mismatch) {
            return mismatch(mismatch, command, settings);
        }
        if (thrown instanceof AuthorizationException) {
            return new Dead(RefusalReason.NOT_AUTHORIZED, text(thrown));
        }
        if (thrown instanceof NotFoundException
                || thrown instanceof NotValidException
                || thrown instanceof NullValueException
                || thrown instanceof BadUserRequestException) {
            return new Dead(RefusalReason.REFUSED, text(thrown));
        }
        return again(thrown, command, settings);
    }

    /** The engine tells the two cases apart by their texts only. */
    private static Failure mismatch(
            MismatchingMessageCorrelationException mismatch, PendingCommand command, JmsSettings settings) {
        if (!String.valueOf(mismatch.getMessage()).contains("No process definition or execution matches")) {
            return new Dead(RefusalReason.AMBIGUOUS_MATCH, text(mismatch));
        }
        return command.age().compareTo(settings.correlationWait()) < 0
                ? new Again(settings.pauseAfter(command.attempts()), text(mismatch))
                : new Dead(RefusalReason.NO_MATCH, text(mismatch));
    }

    private static Failure again(Throwable thrown, PendingCommand command, JmsSettings settings) {
        String text = text(thrown);
        return command.attempts() < settings.maxAttempts()
                ? new Again(settings.pauseAfter(command.attempts()), text)
                : new Dead(RefusalReason.EXHAUSTED, "%d attempts, the last: %s".formatted(command.attempts(), text));
    }

    /** Of a database's error only the state: its text can hold values of rows. */
    private static String text(Throwable thrown) {
        SQLException database = database(thrown);
        if (database != null) {
            return "The database failed with state " + database.getSQLState();
        }
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    private static @Nullable SQLException database(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }
}
