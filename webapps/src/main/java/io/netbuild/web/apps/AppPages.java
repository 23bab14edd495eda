package io.netbuild.web.apps;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.webapp.impl.engine.ProcessEnginesFilter;
import org.jspecify.annotations.Nullable;

/**
 * Serves the pages of the web applications. There is no setting up of a first user, and the pages carry a script that leads to the platform's page for signing
 * in whenever they would show their own.
 */
public class AppPages extends ProcessEnginesFilter {

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");
    private static final String SCRIPT = "<script src=\"%s/netbuild/sign-in.js\" nonce=\"%s\"></script>\n  </head>";

    @Override
    protected boolean needsInitialUser(String engine) {
        return false;
    }

    /** With the nonce of this very answer: the web applications keep the last one for all, which another request may have changed in the meantime. */
    @Override
    protected void serveIndexPage(
            String app,
            String engine,
            String applicationPath,
            String contextPath,
            HttpServletResponse response,
            ServletContext context)
            throws IOException {
        String nonce = nonceOf(response.getHeader(CONTENT_SECURITY_POLICY));
        String template = getWebResourceContents("/app/" + app + "/index.html")
                .replace("</head>", SCRIPT.formatted(contextPath, nonce));
        byte[] page = replacePlaceholder(template, app, engine, applicationPath, contextPath, nonce)
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private static String nonceOf(@Nullable String policy) {
        Matcher nonce = NONCE.matcher(policy == null ? "" : policy);
        return nonce.find() ? nonce.group(1) : "";
    }
}
