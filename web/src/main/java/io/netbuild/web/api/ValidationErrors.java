package io.netbuild.web.api;

import jakarta.validation.ValidationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Broken constraints like every other error; the server's own mapper for them, which answers in plain text, is nearer than {@link ApiErrors}. */
@Provider
public class ValidationErrors implements ExceptionMapper<ValidationException> {

    @Override
    public Response toResponse(ValidationException failure) {
        return new ApiErrors().toResponse(failure);
    }
}
