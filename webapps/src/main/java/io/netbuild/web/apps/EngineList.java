package io.netbuild.web.apps;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.kernel.TenantId;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The engines that the web applications offer to switch to, which are the tenants that the caller can choose from. */
@WebServlet({"/api/engine/engine", "/api/engine/engine/"})
public class EngineList extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    transient TenantChoice choice;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Map<String, String>> engines = choice.of(Callers.of(request.getUserPrincipal())).stream()
                .map(TenantId::value)
                .map(name -> Map.of("name", name))
                .toList();
        response.setContentType("application/json");
        response.getOutputStream().write(JSON.writeValueAsBytes(engines));
    }
}
