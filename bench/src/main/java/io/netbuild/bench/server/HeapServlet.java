package io.netbuild.bench.server;

import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much of the heap is in use once there is nothing left to collect. */
@WebServlet("/heap")
public class HeapServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_COLLECTIONS = 10;
    private static final long NEARLY_NOTHING = 20_000;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter()
                .print(Json.createObjectBuilder().add("usedBytes", used()).build());
    }

    /** Collects until a collection frees next to nothing: references of all kinds take several. */
    private static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            memory.gc();
            long now = memory.getHeapMemoryUsage().getUsed();
            if (used - now < NEARLY_NOTHING) {
                return Math.min(now, used);
            }
            used = now;
        }
        return used;
    }
}
