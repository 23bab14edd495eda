package io.netbuild.web.engineapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.web.WebLog;
import io.netbuild.web.problem.Faults;
import io.netbuild.web.problem.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.impl.transform.DmnTransformException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.dto.ParseExceptionDto;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.JsonMappingExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonParseExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.model.xml.ModelParseException;
import org.xml.sax.SAXException;

/**
 * Errors of the engine's API: the status and the members that the engine's clients know, and those of a problem document besides. What only the
 * platform knows, such as a database that is down, has the platform's status.
 */
@Provider
public class EngineRestErrors implements ExceptionMapper<Throwable> {

    /** The engine's own, of which this takes the place. */
    private static final Set<Class<?>> REPLACED = Set.of(
            ExceptionHandler.class,
            JsonMappingExceptionHandler.class,
            JsonParseExceptionHandler.class,
            ProcessEngineExceptionHandler.class,
            RestExceptionHandler.class);

    /** How the engine says in words what has no exception of its own. */
    private static final Pattern MISSING = Pattern.compile("do(es not|esn't) exist|\\bNo \\w+ found with id");

    /** Where the engine's commands go on with what they have not found: themselves, their checks, and what they write into the operation log. */
    private static final Pattern COMMANDS =
            Pattern.compile("^org\\.camunda\\.bpm\\.engine\\.impl\\.(cmd|oplog|cfg\\.auth)\\.");

    /** The classes of an application of the engine's, with this mapper in the place of the engine's. */
    public static Set<Class<?>> insteadOfTheEngines(Set<Class<?>> classes) {
        Set<Class<?>> changed = new HashSet<>(classes);
        changed.removeAll(REPLACED);
        changed.add(EngineRestErrors.class);
        return changed;
    }

    @Override
    public Response toResponse(Throwable failure) {
        NetBuildException fault = Faults.of(failure);
        Problem problem = Faults.isUnknown(fault) || failure instanceof JsonProcessingException
                ? ofEngine(failure)
                : Problem.ofEngine(
                        fault.code(),
                        fault.code().status(),
                        fault.getMessage(),
                        failure.getClass().getSimpleName(),
                        0,
                        fault.members());
        if (problem.status() >= 500 && Faults.isUnknown(fault)) {
            WebLog.LOG.failed(problem.instance(), failure);
        } else {
            WebLog.LOG.refused(problem.status(), problem.instance(), String.valueOf(failure.getMessage()));
        }
        return problem.toResponse();
    }

    private static Problem ofEngine(Throwable failure) {
        ExceptionHandlerHelper engine = ExceptionHandlerHelper.getInstance();
        ExceptionDto known = engine.fromException(failure);
        boolean malformed = failure instanceof JsonProcessingException || isNoModel(failure);
        int status = malformed
                ? ErrorCode.MALFORMED_REQUEST.status()
                : statusOf(failure, engine.getStatus(failure).getStatusCode());
        return Problem.ofEngine(
                codeOf(failure, status),
                status,
                isLostId(failure) ? "Nothing has this id" : known.getMessage(),
                known.getType(),
                known.getCode() == null ? 0 : known.getCode(),
                details(known));
    }

    /** Ids that lead nowhere, other tenants' among them, are the client's mistake, although the engine answers some of them with 500. */
    private static int statusOf(Throwable failure, int engineStatus) {
        if (engineStatus < 500) {
            return engineStatus;
        }
        if (has(failure, EngineRestErrors::isMissing) || isLostId(failure)) {
            return ErrorCode.NOT_FOUND.status();
        }
        return has(failure, BadUserRequestException.class::isInstance)
                ? ErrorCode.MALFORMED_REQUEST.status()
                : engineStatus;
    }

    private static boolean isMissing(Throwable cause) {
        if (cause instanceof NullValueException || cause instanceof NotFoundException) {
            return true;
        }
        return (cause instanceof ProcessEngineException || cause instanceof RestException)
                && MISSING.matcher(String.valueOf(cause.getMessage())).find();
    }

    /** Whether one of the engine's commands went on with what it had not found. */
    private static boolean isLostId(Throwable failure) {
        return has(
                failure,
                cause -> cause instanceof NullPointerException
                        && cause.getStackTrace().length > 0
                        && COMMANDS.matcher(cause.getStackTrace()[0].getClassName())
                                .find());
    }

    private static ErrorCode codeOf(Throwable failure, int status) {
        return failure instanceof ParseException || isNoModel(failure)
                ? ErrorCode.UNPROCESSABLE
                : Faults.ofStatus(status);
    }

    /** A deployed file that is not even XML, or no model: a mistake of the client's, although the engine's own answer is 500. */
    private static boolean isNoModel(Throwable failure) {
        return has(
                failure,
                cause -> cause instanceof SAXException
                        || cause instanceof ModelParseException
                        || cause instanceof DmnTransformException);
    }

    private static boolean has(Throwable failure, Predicate<Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.test(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> details(ExceptionDto known) {
        return known instanceof ParseExceptionDto parse ? Map.of("details", parse.getDetails()) : Map.of();
    }
}
