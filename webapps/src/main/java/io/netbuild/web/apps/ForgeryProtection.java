package io.netbuild.web.apps;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.web.problem.Problem;
import io.netbuild.web.signin.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.camunda.bpm.webapp.impl.security.filter.CsrfPreventionFilter;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;

/** Refuses changes without the token that only the pages themselves can know. Its cookie goes over HTTPS alone, as that of the session does. */
public class ForgeryProtection extends CsrfPreventionFilter {

    private static final String SET_COOKIE = "Set-Cookie";

    @Override
    protected void setCSRFToken(HttpServletRequest request, HttpServletResponse response) {
        super.setCSRFToken(request, SessionCookie.isForHttpsOnly(request) ? new ForHttpsOnly(response) : response);
    }

    /** Unlike its origin it leaves the session alone: who lets a browser send forged requests should not be able to sign its user out either. */
    @Override
    protected boolean doTokenValidation(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String sent = request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME);
        Object known = request.getSession().getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
        if (sent != null && known instanceof String token && matches(sent, token)) {
            return true;
        }
        if (sent == null || sent.isBlank()) {
            response.setHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME, CsrfConstants.CSRF_TOKEN_HEADER_REQUIRED);
        }
        Problem.ofEngine(
                        ErrorCode.FORBIDDEN,
                        ErrorCode.FORBIDDEN.status(),
                        "Changes need the header %s with the value of the cookie %s of this session"
                                .formatted(
                                        CsrfConstants.CSRF_TOKEN_HEADER_NAME,
                                        CsrfConstants.CSRF_TOKEN_DEFAULT_COOKIE_NAME),
                        "RestException",
                        0,
                        Map.of())
                .write(response);
        return false;
    }

    private static boolean matches(String sent, String token) {
        return MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static final class ForHttpsOnly extends HttpServletResponseWrapper {

        ForHttpsOnly(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, marked(name, value));
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, marked(name, value));
        }

        private static String marked(String name, String value) {
            return name.equalsIgnoreCase(SET_COOKIE) ? value + ";Secure" : value;
        }
    }
}
