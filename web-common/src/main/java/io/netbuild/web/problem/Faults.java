package io.netbuild.web.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.tenant.TenantGate;
import jakarta.persistence.EntityNotFoundException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an exception means for the caller. The one place where causes are told apart. */
public final class Faults {

    /** SQLSTATE of a write in a read-only transaction, which a suspended tenant's is. */
    private static final String READ_ONLY_TRANSACTION = "25006";

    /** SQLSTATE of a row that row-level security does not let in. */
    private static final String ROW_LEVEL_SECURITY = "42501";

    /** SQLSTATEs of a database that goes or comes: admin_shutdown, crash_shutdown, cannot_connect_now; connections lost are class 08. */
    private static final Set<String> GOING_OR_COMING = Set.of("57P01", "57P02", "57P03");

    /** SQLSTATE too_many_connections. */
    private static final String SERVER_FULL = "53300";

    /** The ids of what the container's pools say, such as that a connection has turned out to be dead: it has no SQLSTATE. */
    private static final Pattern POOL = Pattern.compile("\\bIJ0\\d{5}:");

    /** How the JSON parser writes a place: it says first where it does not show what it reads. */
    private static final Pattern PARSERS_SOURCE =
            Pattern.compile("(?:at )?\\[Source: .*?; (line: \\d+, column: \\d+)\\]");

    private static final Map<String, Object> RETRY_SOON = Map.of("retryAfterSeconds", 2);

    /** The codes that stand for a bare HTTP status. */
    private static final Set<ErrorCode> BY_STATUS = Set.of(
            ErrorCode.MALFORMED_REQUEST,
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.FORBIDDEN,
            ErrorCode.NOT_FOUND,
            ErrorCode.METHOD_NOT_ALLOWED,
            ErrorCode.NOT_ACCEPTABLE,
            ErrorCode.CONFLICT,
            ErrorCode.PAYLOAD_TOO_LARGE,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE);

    private Faults() {}

    /** The error that is behind the exception; {@link ErrorCode#INTERNAL}, without detail, when it is none that we know. */
    public static NetBuildException of(Throwable failure) {
        return causes(failure)
                .map(Faults::known)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> isLostConnection(failure)
                        ? lostConnection()
                        : new NetBuildException(
                                ErrorCode.INTERNAL, "The error is in the log under the instance", failure));
    }

    /** Whether it is none that we know. */
    public static boolean isUnknown(NetBuildException fault) {
        return fault.code() == ErrorCode.INTERNAL;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null && cause != cause.getCause(), Throwable::getCause)
                .limit(50);
    }

    /** What the pool says of a connection, and what the transaction manager adds of one that was lost in a commit. */
    private static boolean isLostConnection(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException
                                && POOL.matcher(String.valueOf(cause.getMessage()))
                                        .find()
                        || Stream.of(cause.getSuppressed())
                                .flatMap(Faults::causes)
                                .anyMatch(added -> added instanceof SQLException sql && isLost(sql.getSQLState())));
    }

    private static boolean isLost(@Nullable String state) {
        return state != null && (state.startsWith("08") || GOING_OR_COMING.contains(state));
    }

    private static NetBuildException lostConnection() {
        return new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "The database was lost on the way", RETRY_SOON);
    }

    /** With the place, but nothing about the parser. */
    private static String explained(JsonProcessingException json) {
        String message = PARSERS_SOURCE
                .matcher(String.valueOf(json.getOriginalMessage()))
                .replaceAll("at $1");
        JsonLocation place = json.getLocation();
        return place == null
                ? message
                : "%s, at line %d, column %d".formatted(message, place.getLineNr(), place.getColumnNr());
    }

    private static Optional<NetBuildException> known(Throwable cause) {
        if (cause instanceof NetBuildException known) {
            return Optional.of(known);
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return Optional.of(InvalidField.of(
                    path(unknown), "given", "left out: the fields are " + unknown.getKnownPropertyIds()));
        }
        if (cause instanceof InvalidFormatException format) {
            return Optional.of(InvalidField.of(path(format), format.getValue(), expected(format.getTargetType())));
        }
        if (cause instanceof MismatchedInputException mismatch) {
            String expected = expected(mismatch.getTargetType());
            return Optional.of(
                    mismatch.getPath().isEmpty()
                            ? new NetBuildException(ErrorCode.MALFORMED_REQUEST, "The body has to be " + expected)
                            : InvalidField.of(path(mismatch), "something else", expected));
        }
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return Optional.of(new NetBuildException(
                    ErrorCode.MALFORMED_REQUEST, "The body cannot be read at '%s'".formatted(path(mapping))));
        }
        if (cause instanceof JsonProcessingException json) {
            return Optional.of(new NetBuildException(ErrorCode.MALFORMED_REQUEST, "Not JSON: " + explained(json)));
        }
        if (cause instanceof SQLException sql) {
            return Optional.ofNullable(ofSqlState(sql));
        }
        if (cause instanceof HeuristicMixedException) {
            return Optional.of(new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE,
                    "The database was lost while the change was committed: whether it took place is not known",
                    RETRY_SOON));
        }
        if (cause instanceof IOException io && isTooBig(io)) {
            return Optional.of(new NetBuildException(
                    ErrorCode.PAYLOAD_TOO_LARGE, "The request body is larger than this server takes"));
        }
        if (cause instanceof IOException io && isBrokenOff(io)) {
            return Optional.of(new NetBuildException(
                    ErrorCode.MALFORMED_REQUEST, "The connection ended before the request body did"));
        }
        if (cause instanceof ConstraintViolationException violations) {
            return violations.getConstraintViolations().stream()
                    .findFirst()
                    .map(violation -> InvalidField.of(
                            lastNode(violation.getPropertyPath()),
                            violation.getInvalidValue(),
                            violation.getMessage()));
        }
        if (cause instanceof EntityNotFoundException) {
            return Optional.of(new NetBuildException(ErrorCode.NOT_FOUND, String.valueOf(cause.getMessage())));
        }
        if (cause instanceof WebApplicationException web) {
            return Optional.ofNullable(ofStatus(web));
        }
        return Optional.empty();
    }

    private static @Nullable NetBuildException ofSqlState(SQLException e) {
        String state = e.getSQLState();
        if (READ_ONLY_TRANSACTION.equals(state)) {
            return TenantGate.refusedWrite(TenantContext.requireTenant());
        }
        if (ROW_LEVEL_SECURITY.equals(state)) {
            return new NetBuildException(ErrorCode.FORBIDDEN, "The database does not let the tenant write this row");
        }
        if (SERVER_FULL.equals(state)) {
            return new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "PostgreSQL has no connection left", RETRY_SOON);
        }
        return isLost(state) ? lostConnection() : null;
    }

    private static @Nullable NetBuildException ofStatus(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return status < 500
                ? new NetBuildException(ofStatus(status), detail(status, String.valueOf(e.getMessage())))
                : null;
    }

    /** The messages of the server's JAX-RS implementation begin with an id and name classes: what they say is said in other words. */
    private static String detail(int status, String message) {
        if (!message.startsWith("RESTEASY")) {
            return message;
        }
        return switch (status) {
            case 404 -> "There is nothing at this path";
            case 405 -> "This path does not take the method";
            case 406 -> "There is no answer of a type that the Accept header names";
            case 415 -> "A body of this Content-Type is not taken here";
            default -> "The request cannot be read";
        };
    }

    /** What a field of a type is called outside of Java. */
    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        return Iterable.class.isAssignableFrom(type) || type.isArray() ? "a list" : "a JSON object";
    }

    /** The code that stands for a bare HTTP status. */
    public static ErrorCode ofStatus(int status) {
        return BY_STATUS.stream()
                .filter(code -> code.status() == status)
                .findFirst()
                .orElse(status < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL);
    }

    private static String lastNode(Path path) {
        String name = "";
        for (Path.Node node : path) {
            name = node.getName();
        }
        return name;
    }

    /** As the server's HTTP implementation says it. */
    private static boolean isBrokenOff(IOException e) {
        return String.valueOf(e.getMessage()).startsWith("UT000128");
    }

    private static boolean isTooBig(IOException e) {
        return e.getClass().getSimpleName().equals("RequestTooBigException");
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
