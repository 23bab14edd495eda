package io.netbuild.web.apps;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a request, as it was sent, says about the tenant.
 *
 * @param kind what is asked for
 * @param tenant what stands where the tenant's id belongs; not checked, empty when there is nothing
 * @param app cockpit, tasklist, admin or welcome; welcome where the path says none
 */
record AppPath(Kind kind, Optional<String> tenant, String app) {

    private static final String APPS = "(cockpit|tasklist|admin|welcome)";
    private static final Pattern PAGE = Pattern.compile("/app/" + APPS + "/([^/]+)(?:/.*)?");
    private static final Pattern ENTRANCE = Pattern.compile("/?|/index\\.html|/app/?|/app/" + APPS + "/?");
    private static final Pattern PLUGIN_FILE = Pattern.compile("/api/" + APPS + "/plugin/[^/]+/static/.+");

    /**
     * The interfaces that work for a tenant. What is not here is closed: signing in with a password, making a first administrator,
     * long polling, and what the engine tells of itself, which in a shared engine are counts of all its tenants.
     */
    private static final List<Pattern> INTERFACES = List.of(
            Pattern.compile("/api/engine/engine/(?<tenant>[^/]+)/(?!external-task/fetchAndLock|telemetry/data).+"),
            Pattern.compile("/api/(?:cockpit|tasklist|admin|welcome)/plugin/[^/]+/(?<tenant>[^/]+)/.+"),
            Pattern.compile("/api/admin/auth/user/(?<tenant>[^/]+)(?:/logout)?"));

    enum Kind {
        /** The way in, from where one gets to a tenant's pages. */
        ENTRANCE,
        /** A page of a tenant's. */
        PAGE,
        /** A request for a tenant's data. */
        INTERFACE,
        /** The list of what there is to choose from. */
        ENGINES,
        /** A file that is the same for all. */
        FILE,
        NOTHING
    }

    /** @param path without the context path; not a file of the application's */
    static AppPath of(String path) {
        Matcher entrance = ENTRANCE.matcher(path);
        if (entrance.matches()) {
            return new AppPath(
                    Kind.ENTRANCE,
                    Optional.empty(),
                    Optional.ofNullable(entrance.group(1)).orElse("welcome"));
        }
        Matcher page = PAGE.matcher(path);
        if (page.matches()) {
            return new AppPath(Kind.PAGE, Optional.of(page.group(2)), page.group(1));
        }
        if (path.equals("/api/engine/engine") || path.equals("/api/engine/engine/")) {
            return of(Kind.ENGINES);
        }
        if (PLUGIN_FILE.matcher(path).matches()) {
            return of(Kind.FILE);
        }
        return INTERFACES.stream()
                .map(pattern -> pattern.matcher(path))
                .filter(Matcher::matches)
                .findFirst()
                .map(match -> new AppPath(Kind.INTERFACE, Optional.of(match.group("tenant")), "welcome"))
                .orElseGet(() -> of(Kind.NOTHING));
    }

    static AppPath file() {
        return of(Kind.FILE);
    }

    private static AppPath of(Kind kind) {
        return new AppPath(kind, Optional.empty(), "welcome");
    }
}
