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
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses bodies that are announced as too large before anything of them is read, and breaks off those that turn out to be. The limit is {@code netbuild.http.max-post-size}, in bytes, default 10 MiB.
 */
public class BodyLimit extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient long most;

    @Inject
    BodyLimit(@ConfigProperty(name = "netbuild.http.max-post-size", defaultValue = "10485760") long most) {
        this.most = most;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() <= most) {
            chain.doFilter(request.getContentLengthLong() < 0 ? new LimitedRequest(request, most) : request, response);
            return;
        }
        String detail = "The body has %d bytes, rule: at most %d".formatted(request.getContentLengthLong(), most);
        Problem problem = request.getRequestURI().contains("/engine-rest")
                ? Problem.ofEngine(
                        ErrorCode.PAYLOAD_TOO_LARGE,
                        ErrorCode.PAYLOAD_TOO_LARGE.status(),
                        detail,
                        "RestException",
                        0,
                        Map.of())
                : Problem.of(ErrorCode.PAYLOAD_TOO_LARGE, detail);
        response.setHeader("Connection", "close");
        problem.write(response);
    }
}
