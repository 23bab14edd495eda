package io.netbuild.web.apps;

import io.netbuild.web.signin.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.camunda.bpm.webapp.impl.security.filter.CsrfPreventionFilter;

/** Refuses changes without the token that only the pages themselves can know. Its cookie goes over HTTPS alone, as that of the session does. */
public class ForgeryProtection extends CsrfPreventionFilter {

    private static final String SET_COOKIE = "Set-Cookie";

    @Override
    protected void setCSRFToken(HttpServletRequest request, HttpServletResponse response) {
        super.setCSRFToken(request, SessionCookie.isForHttpsOnly(request) ? new ForHttpsOnly(response) : response);
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
