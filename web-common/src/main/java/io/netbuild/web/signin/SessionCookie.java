package io.netbuild.web.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The cookie that holds the token of a session: for the browser only, not for scripts, not for other sites, and for HTTPS only but on this very machine.
 */
public final class SessionCookie {

    public static final String NAME = "netbuild_session";

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private SessionCookie() {}

    /** The token of the browser's session, whether it is valid or not. */
    public static Optional<String> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME)
                                && !cookie.getValue().isEmpty())
                        .map(Cookie::getValue)
                        .findFirst();
    }

    public static void set(HttpServletRequest request, HttpServletResponse response, String token) {
        add(request, response, token, -1); // until the browser ends; the server knows how long it is valid
    }

    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, "", 0);
    }

    /** True everywhere but on this very machine. */
    public static boolean isForHttpsOnly(HttpServletRequest request) {
        return request.isSecure() || !THIS_MACHINE.contains(request.getServerName());
    }

    private static void add(HttpServletRequest request, HttpServletResponse response, String value, int seconds) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(isForHttpsOnly(request));
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(seconds);
        response.addCookie(cookie);
    }
}
