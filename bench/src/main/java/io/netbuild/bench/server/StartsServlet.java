package io.netbuild.bench.server;

import io.netbuild.bench.load.Load;
import io.netbuild.bench.load.LoadResult;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.json.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/**
 * Starts of {@code process} for {@code tenant}. With {@code threads} and {@code millis}: by EJB calls, each of which enters the tenant's scope by the gate, as
 * a request of its own would. With {@code messages}: so many commands are put into the queue in one transaction, so that all are there at once; answers when
 * they are.
 */
@WebServlet("/starts")
public class StartsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient BenchCalls calls;

    @Inject
    transient TenantGate gate;

    @Resource
    transient ManagedThreadFactory threadFactory;

    @Resource(lookup = "java:/jms/WorkflowConnections")
    transient ConnectionFactory connections;

    @Resource(lookup = "java:/jms/WorkflowCommands")
    transient Queue commands;

    @Resource
    transient UserTransaction transaction;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        TenantId tenant = new TenantId(request.getParameter("tenant"));
        String process = request.getParameter("process");
        response.setContentType("application/json");
        try {
            if (request.getParameter("messages") != null) {
                send(tenant, process, Integer.parseInt(request.getParameter("messages")));
                response.getWriter().print("{}");
            } else {
                LoadResult result = Load.run(
                        Integer.parseInt(request.getParameter("threads")),
                        Duration.ofMillis(Long.parseLong(request.getParameter("millis"))),
                        threadFactory,
                        () -> start(tenant, process));
                response.getWriter()
                        .print(Json.createObjectBuilder()
                                .add("operations", result.operations())
                                .add("seconds", result.seconds())
                                .build());
            }
        } catch (ExecutionException e) {
            throw new ServletException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException(e);
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private void start(TenantId tenant, String process) {
        try (TenantContext.Entered scope = gate.enter(tenant)) {
            calls.start(process, Map.of());
        }
    }

    private void send(TenantId tenant, String process, int messages) throws Exception {
        transaction.begin();
        try {
            try (JMSContext context = connections.createContext()) {
                put(context, tenant, process, messages);
            }
            transaction.commit();
        } catch (JMSException | RuntimeException e) {
            transaction.rollback();
            throw e;
        }
    }

    private void put(JMSContext context, TenantId tenant, String process, int messages) throws JMSException {
        JMSProducer producer = context.createProducer()
                .setProperty("tenant_id", tenant.value())
                .setProperty("command", "start");
        String body = "{\"processDefinitionKey\":\"" + process + "\"}";
        for (int i = 0; i < messages; i++) {
            producer.setProperty("message_id", UUID.randomUUID().toString()).send(commands, body);
        }
    }
}
