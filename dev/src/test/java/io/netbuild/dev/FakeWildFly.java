package io.netbuild.dev;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Takes WildFly's place: is started in the same way, answers at the port it is told, and shows what it was given. */
final class FakeWildFly {
    private FakeWildFly() {}

    /** A server's home directory, with this class in the jar that is started. */
    static Path in(Path home) throws IOException {
        Files.createDirectories(home.resolve("standalone/configuration"));
        Files.createDirectories(home.resolve("standalone/deployments"));
        Files.writeString(home.resolve("standalone/configuration/standalone.xml"), "<provisioned/>");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeWildFly.class.getName());
        String name = FakeWildFly.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(home.resolve("jboss-modules.jar")), manifest)) {
            jar.putNextEntry(new JarEntry(name));
            jar.write(FakeWildFly.class.getResourceAsStream("/" + name).readAllBytes());
        }
        return home;
    }

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(System.getProperty("jboss.bind.address"), Integer.getInteger("jboss.http.port")),
                0);
        server.createContext("/", exchange -> {
            String answer = ProcessHandle.current().pid() + " " + System.getenv("NETBUILD_APP_PASSWORD");
            exchange.sendResponseHeaders(200, answer.length());
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }
}
