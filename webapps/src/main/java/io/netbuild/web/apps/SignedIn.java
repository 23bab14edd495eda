package io.netbuild.web.apps;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import io.netbuild.web.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Who is signed in, and where others are sent: pages to the page for signing in, from which they come back, everything else away. */
@ApplicationScoped
public class SignedIn {

    private final Callers callers;

    @Inject
    SignedIn(Callers callers) {
        this.callers = callers;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected SignedIn() {
        this(null);
    }

    Optional<Caller> find(HttpServletRequest request) {
        if (request.getUserPrincipal() == null) {
            return Optional.empty();
        }
        return Optional.of(callers.of(request.getUserPrincipal()));
    }

    /** Whose the HTTP session is. */
    Object owner(Caller caller, HttpServletRequest request) {
        return caller;
    }

    void refuse(AppPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean page = path.kind() == AppPath.Kind.PAGE || path.kind() == AppPath.Kind.ENTRANCE;
        if (page && request.getMethod().equals("GET")) {
            response.sendRedirect("/login?to=" + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8));
        } else {
            Problem.of(new NetBuildException(ErrorCode.UNAUTHENTICATED, "Nobody is signed in"))
                    .write(response);
        }
    }
}
