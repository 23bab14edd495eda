package io.netbuild.web.api;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.web.problem.Faults;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;

/** What the engine's exceptions mean to callers of the platform's own API. */
final class EngineFaults {

    private EngineFaults() {}

    /** The same fault, unless it is unknown and has an exception of the engine behind it. */
    static NetBuildException translated(NetBuildException fault) {
        if (!Faults.isUnknown(fault)) {
            return fault;
        }
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof AuthorizationException) {
                return new NetBuildException(ErrorCode.FORBIDDEN, message);
            }
            if (cause instanceof OptimisticLockingException) {
                return new NetBuildException(ErrorCode.CONFLICT, "Somebody else changed it at the same time");
            }
            if (cause instanceof NotFoundException || cause instanceof NullValueException) {
                return new NetBuildException(ErrorCode.NOT_FOUND, message);
            }
            if (cause instanceof BadUserRequestException) {
                return new NetBuildException(ErrorCode.UNPROCESSABLE, message);
            }
        }
        return fault;
    }
}
