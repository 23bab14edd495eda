package io.netbuild.web.signin;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * No other site can make a browser change something by the session that it has here. Browsers say where a request comes from by {@code Sec-Fetch-Site}
 * (Fetch Metadata), older ones by {@code Origin}; whoever says neither is no browser, and has to use a token.
 */
final class SameOrigin {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private SameOrigin() {}

    /** @throws NetBuildException with {@link ErrorCode#FORBIDDEN} when a request that may change something does not come from a page of this server */
    static void require(HttpServletRequest request) {
        if (HARMLESS.contains(request.getMethod())) {
            return;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        boolean own = site == null ? origin(request).equals(request.getHeader("Origin")) : OWN.contains(site);
        if (!own) {
            throw new NetBuildException(
                    ErrorCode.FORBIDDEN, "A session can be used for changes by pages of this server only");
        }
    }

    private static String origin(HttpServletRequest request) {
        return request.getScheme() + "://" + request.getHeader("Host");
    }
}
