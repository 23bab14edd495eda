package io.netbuild.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the numbers were measured on; they mean nothing without it. */
final class Machine {

    private Machine() {}

    static Map<String, Object> describe(BenchServer server) throws SQLException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("processor", processor());
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        facts.put("memory_gb", Statistics.rounded(system.getTotalMemorySize() / 1e9, 3));
        facts.put("load_average", Statistics.rounded(system.getSystemLoadAverage(), 3));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.runtime.version"));
        facts.put("postgresql", postgresql(server));
        return facts;
    }

    private static String postgresql(BenchServer server) throws SQLException {
        try (Connection connection = server.superuser(BenchServer.DATABASE)) {
            return SingleValue.text(connection, "show server_version");
        }
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
