package io.netbuild.bench.server;

import io.netbuild.engine.Engines;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** How many engines are awake. */
@WebServlet("/engines")
public class EnginesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Engines engines;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter()
                .print(Json.createObjectBuilder()
                        .add("awake", engines.names().size())
                        .build());
    }
}
