package io.netbuild.kernel;

import java.util.Locale;

/**
 * Every error that a caller can get. The slug ({@link #slug()}) is the last part of the problem's {@code type} and its {@code code}; it is a
 * promise to clients and documented in {@code docs/reference/errors.md}.
 */
public enum ErrorCode {
    INVALID_FIELD(400, "A field of the request breaks a rule"),
    MALFORMED_REQUEST(400, "The request cannot be read"),
    NO_TENANT(400, "The request belongs to no tenant"),
    UNAUTHENTICATED(401, "Valid credentials are needed"),
    FORBIDDEN(403, "The caller may not do this"),
    TENANT_SUSPENDED(403, "The tenant is suspended"),
    NOT_FOUND(404, "There is no such thing"),
    UNKNOWN_TENANT(404, "There is no such tenant"),
    UNKNOWN_USER(404, "There is no such user, or not here"),
    METHOD_NOT_ALLOWED(405, "The resource has no such method"),
    NOT_ACCEPTABLE(406, "The resource has no such representation"),
    CONFLICT(409, "The request contradicts the present state"),
    TENANT_EXISTS(409, "A different tenant has this id or external key"),
    TENANT_NOT_EMPTY(409, "The tenant is not empty"),
    TENANT_NOT_READY(409, "The tenant is not in a state for this"),
    USER_EXISTS(409, "Another user has this id or e-mail address"),
    VERSION_MISMATCH(412, "The resource was changed in the meantime"),
    PAYLOAD_TOO_LARGE(413, "The request body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    UNPROCESSABLE(422, "The content is well formed but not valid"),
    TOO_MANY_CALLS(429, "There are too many calls at once"),
    INTERNAL(500, "Something went wrong on the server"),
    PROVISIONING_FAILED(502, "A step of the provisioning failed"),
    IDENTITY_PROVIDER_UNAVAILABLE(502, "The identity provider does not answer"),
    TENANT_UNAVAILABLE(503, "The tenant cannot be served now");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that goes with the error. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
