package io.netbuild.web;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.web.problem.Problem;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** The platform's own pages. What they do they do by the REST API. */
@WebServlet({"/login", "/invitation", "/password", "/tenants"})
public class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (InputStream page =
                getServletContext().getResourceAsStream("/WEB-INF/pages" + request.getServletPath() + ".html")) {
            if (page == null) {
                Problem.of(ErrorCode.NOT_FOUND, "There is nothing here").write(response);
                return;
            }
            response.setContentType("text/html;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader(
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
            page.transferTo(response.getOutputStream());
        }
    }
}
