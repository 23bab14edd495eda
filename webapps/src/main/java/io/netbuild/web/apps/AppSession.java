package io.netbuild.web.apps;

import io.netbuild.engine.EngineCommands;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.web.signin.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP session of the web applications. It decides nothing: who the caller is comes with every request, and a session that was begun by another caller, or
 * by the same one before signing in again, is thrown away. It holds what protects from forged requests, and for a minute which applications the user may open.
 */
final class AppSession {

    private static final String OWNER = "netbuild.owner";
    private static final String USER_OF = "netbuild.user.";
    private static final Duration LIFETIME_OF_USER = Duration.ofMinutes(1);

    /** Programs that bring a token often forget the cookie, and begin another session with each request. */
    private static final Duration LIFETIME_WITHOUT_SIGN_IN = Duration.ofMinutes(5);

    private static final List<String> APPS = List.of("cockpit", "tasklist", "admin");

    private final HttpSession session;

    private AppSession(HttpSession session) {
        this.session = session;
    }

    /** Who has begun an HTTP session, signed in by which cookie. */
    private record Owner(Caller caller, Optional<String> signIn) {

        @Override
        public String toString() {
            return "Owner[" + caller + "]"; // a session's token must not get into logs
        }
    }

    static AppSession of(HttpServletRequest request, Caller caller) {
        Owner owner = new Owner(caller, SessionCookie.of(request));
        HttpSession own = own(request, owner);
        return new AppSession(own == null ? begin(request, owner) : own);
    }

    private static @Nullable HttpSession own(HttpServletRequest request, Owner owner) {
        HttpSession present = request.getSession(false);
        try {
            if (present == null || owner.equals(present.getAttribute(OWNER))) {
                return present;
            }
            present.invalidate();
        } catch (IllegalStateException e) {
            // another request has just thrown it away
        }
        return null;
    }

    private static HttpSession begin(HttpServletRequest request, Owner owner) {
        HttpSession session = request.getSession(true);
        session.setAttribute(OWNER, owner);
        if (owner.signIn().isEmpty()) {
            session.setMaxInactiveInterval((int) LIFETIME_WITHOUT_SIGN_IN.toSeconds());
        }
        return session;
    }

    /** The caller as the web applications know it in one tenant, in whose scope this is called. */
    UserAuthentication user(Caller caller, TenantId tenant, ProcessEngine engine) {
        String attribute = USER_OF + tenant;
        if (session.getAttribute(attribute) instanceof UserAuthentication known
                && known.getCacheValidationTime().after(new Date())) {
            return known;
        }
        UserAuthentication user = new UserAuthentication(caller.subject(), tenant.value());
        user.setGroupIds(List.copyOf(caller.engineGroups()));
        user.setTenantIds(List.of(tenant.value()));
        user.setAuthorizedApps(apps(user, engine));
        user.setCacheValidationTime(Date.from(Instant.now().plus(LIFETIME_OF_USER)));
        session.setAttribute(attribute, user);
        return user;
    }

    private static Set<String> apps(UserAuthentication user, ProcessEngine engine) {
        Set<String> apps = new HashSet<>(Set.of("welcome"));
        AuthorizationService authorizations = engine.getAuthorizationService();
        EngineCommands.together(engine, () -> APPS.stream()
                .filter(app -> authorizations.isUserAuthorized(
                        user.getIdentityId(), user.getGroupIds(), Permissions.ACCESS, Resources.APPLICATION, app))
                .forEach(apps::add));
        return apps;
    }
}
