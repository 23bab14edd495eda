package io.netbuild.web.apps;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.web.WebLog;
import io.netbuild.web.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How requests are refused: people who open a page get a page, the pages themselves a problem with the members that they read. */
final class Refusals {

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
            <style>body{font-family:sans-serif;margin:4rem auto;max-width:40rem;color:#333}</style></head>
            <body><h1>%1$s</h1><p>%2$s</p><p><a href="/camunda/">Go on to your own applications</a></p></body></html>
            """;

    private Refusals() {}

    static void write(AppPath path, NetBuildException fault, HttpServletResponse response) throws IOException {
        Problem problem = Problem.ofEngine(
                fault.code(), fault.code().status(), fault.getMessage(), "RestException", 0, fault.members());
        WebLog.LOG.refused(problem.status(), problem.instance(), String.valueOf(fault.getMessage()));
        if (path.kind() == AppPath.Kind.PAGE || path.kind() == AppPath.Kind.ENTRANCE) {
            response.setStatus(problem.status());
            problem.retryAfterSeconds().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
            response.setContentType("text/html;charset=UTF-8");
            response.getOutputStream()
                    .write(PAGE.formatted(escaped(fault.code().title()), escaped(String.valueOf(fault.getMessage())))
                            .getBytes(StandardCharsets.UTF_8));
        } else {
            problem.write(response);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
