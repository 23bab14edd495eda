package io.netbuild.web.signin;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.web.problem.ErrorServlet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds out who sends a request, by the credentials that it carries ({@link Credentials}). What a web module's {@code web.xml} protects is refused without
 * them: a browser that asks for a page is sent to sign in, everybody else gets a problem document. Wrong credentials are refused where they are needed;
 * where they are not, they count as none.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    private final Credentials credentials;

    @Inject
    Authentication(Credentials credentials) {
        this.credentials = credentials;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Authentication() {
        this(null);
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        try {
            Optional<AuthenticatedCaller> caller = credentials.callerOf(request);
            if (caller.isPresent()) {
                return context.notifyContainerAboutLogin(
                        caller.get(), caller.get().caller().groups());
            }
            return context.isProtected() ? refuse(request, response, context, none()) : context.doNothing();
        } catch (NetBuildException e) {
            return context.isProtected() ? refuse(request, response, context, e) : context.doNothing();
        }
    }

    private static NetBuildException none() {
        return new NetBuildException(ErrorCode.UNAUTHENTICATED, "A bearer token, an API key or a session is needed");
    }

    private static AuthenticationStatus refuse(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context, NetBuildException e) {
        if (wantsPage(request) && e.code() == ErrorCode.UNAUTHENTICATED) {
            return context.redirect("/login?to=" + URLEncoder.encode(destination(request), StandardCharsets.UTF_8));
        }
        ErrorServlet.answer(request, e); // when the container sends its error page for the status
        response.setStatus(e.code().status());
        return AuthenticationStatus.SEND_FAILURE;
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return request.getMethod().equals("GET")
                && request.getHeader("Authorization") == null
                && accept != null
                && accept.contains("text/html");
    }

    private static String destination(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
