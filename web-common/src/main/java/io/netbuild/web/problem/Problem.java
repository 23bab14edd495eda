package io.netbuild.web.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error as {@code application/problem+json}. Under {@code /engine-rest} it also has the members {@code message} and, as a number, {@code code}
 * that the engine's clients read; the documented slug is {@code error} there and {@code code} everywhere else.
 *
 * @param instance the id under which the error stands in the log as well
 */
public record Problem(int status, Map<String, Object> members, String instance) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RETRY_AFTER = "retryAfterSeconds";
    private static final int RETRY_SOON_SECONDS = 2;

    public Problem {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** For the platform's own API. */
    public static Problem of(NetBuildException e) {
        return of(e.code(), e.code().status(), e.getMessage(), e.members());
    }

    public static Problem of(ErrorCode code, @Nullable String detail) {
        return of(code, code.status(), detail, Map.of());
    }

    private static Problem of(ErrorCode code, int status, @Nullable String detail, Map<String, Object> more) {
        Map<String, Object> members = standard(code, status, detail);
        String instance = instance(members);
        members.put("code", code.slug());
        members.putAll(more);
        return new Problem(status, members, instance);
    }

    /**
     * For clients of the engine's REST API.
     *
     * @param status may differ from the code's own, where the engine's documentation says so
     * @param engineType the name of the exception as the engine's API has it
     * @param engineCode the engine's number for the error, 0 for none
     */
    public static Problem ofEngine(
            ErrorCode code,
            int status,
            @Nullable String detail,
            String engineType,
            int engineCode,
            Map<String, Object> more) {
        Map<String, Object> members = standard(code, status, detail);
        String instance = instance(members);
        members.put("type", engineType);
        members.put("message", detail == null ? code.title() : detail);
        members.put("code", engineCode);
        members.put("error", code.slug());
        members.putAll(more);
        return new Problem(status, members, instance);
    }

    private static Map<String, Object> standard(ErrorCode code, int status, @Nullable String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (code == ErrorCode.TENANT_UNAVAILABLE) {
            members.put(RETRY_AFTER, RETRY_SOON_SECONDS);
        }
        members.put("type", "/api/errors/" + code.slug());
        members.put("title", code.title());
        members.put("status", status);
        if (detail != null) {
            members.put("detail", detail);
        }
        return members;
    }

    private static String instance(Map<String, Object> members) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        members.put("instance", instance);
        return instance;
    }

    /** When it is worth trying again, as in the header; empty when that is not known. */
    public Optional<String> retryAfterSeconds() {
        return Optional.ofNullable(members.get(RETRY_AFTER)).map(String::valueOf);
    }

    public Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(members);
        retryAfterSeconds().ifPresent(seconds -> response.header("Retry-After", seconds));
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }

    /** Answers with the problem, unless the answer has begun already. */
    public void write(HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("X-Content-Type-Options", "nosniff"); // the server has set them, and they were reset
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        retryAfterSeconds().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream().write(json());
    }

    private byte[] json() {
        try {
            return JSON.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem has nothing but texts and numbers", e);
        }
    }
}
