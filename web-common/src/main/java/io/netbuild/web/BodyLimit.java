package io.netbuild.web;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.web.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses bodies that are announced as too large before anything of them is read, and breaks off those that turn out to be. The limit is {@code netbuild.http.max-post-size}, in bytes, default 10 MiB; for archives that
 * are imported {@code netbuild.import.max-size}, default 1 GiB.
 */
public class BodyLimit extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Pattern IMPORT = Pattern.compile("/api/tenants/[^/]+/import");

    private final transient long mostOfAll;
    private final transient long mostOfImports;

    @Inject
    BodyLimit(
            @ConfigProperty(name = "netbuild.http.max-post-size", defaultValue = "10485760") long mostOfAll,
            @ConfigProperty(name = "netbuild.import.max-size", defaultValue = "1073741824") long mostOfImports) {
        this.mostOfAll = mostOfAll;
        this.mostOfImports = mostOfImports;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isFormWithoutLength(request)) {
            refuse(
                    request,
                    response,
                    ErrorCode.MALFORMED_REQUEST,
                    "A form has to say how long it is: Content-Length is missing");
            return;
        }
        long most = IMPORT.matcher(request.getRequestURI()).matches() ? mostOfImports : mostOfAll;
        if (request.getContentLengthLong() <= most) {
            chain.doFilter(request.getContentLengthLong() < 0 ? new LimitedRequest(request, most) : request, response);
            return;
        }
        String detail = "The body has %d bytes, rule: at most %d".formatted(request.getContentLengthLong(), most);
        refuse(request, response, ErrorCode.PAYLOAD_TOO_LARGE, detail);
    }

    /** The container reads it into memory at once, whatever it is wrapped in. */
    private static boolean isFormWithoutLength(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getContentLengthLong() < 0
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, ErrorCode code, String detail)
            throws IOException {
        Problem problem = request.getRequestURI().contains("/engine-rest")
                ? Problem.ofEngine(code, code.status(), detail, "RestException", 0, Map.of())
                : Problem.of(code, detail);
        response.setHeader("Connection", "close");
        problem.write(response);
    }
}
