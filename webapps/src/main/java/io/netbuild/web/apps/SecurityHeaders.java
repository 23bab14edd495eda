package io.netbuild.web.apps;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.webapp.impl.security.filter.headersec.HttpHeaderSecurityFilter;

/** The headers that keep browsers from what they should not do with the pages: those of the web applications, and the older ones. They stay on errors. */
public class SecurityHeaders extends HttpHeaderSecurityFilter {

    private static final String ONE_YEAR = "max-age=31536000";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse http = (HttpServletResponse) response;
        http.setHeader("X-Frame-Options", "DENY");
        http.setHeader("Referrer-Policy", "same-origin");
        if (request.isSecure()) {
            http.setHeader("Strict-Transport-Security", ONE_YEAR);
        }
        super.doFilter(request, http, (next, answer) -> chain.doFilter(next, new Kept((HttpServletResponse) answer)));
    }

    /** An answer that can be begun anew without losing the headers that it has now. */
    private static final class Kept extends HttpServletResponseWrapper {

        private final Map<String, String> headers = new LinkedHashMap<>();

        Kept(HttpServletResponse response) {
            super(response);
            response.getHeaderNames().forEach(name -> headers.put(name, response.getHeader(name)));
        }

        @Override
        public void reset() {
            super.reset();
            headers.forEach(this::setHeader);
        }
    }
}
