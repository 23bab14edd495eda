package io.netbuild.it.stack;

import io.netbuild.dev.NetBuildServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The server for tests in the container: it is started without the application, which Arquillian deploys together with the tests. */
final class InContainer {

    private InContainer() {}

    static boolean wanted() {
        return Boolean.getBoolean("netbuild.it.container");
    }

    /** What is deployed first, instead of the application: a file at /health/ready, because a start waits for an answer there. */
    static Path standIn(Path directory) {
        Path war = directory.resolve("health.war");
        try {
            Files.createDirectories(directory);
            try (OutputStream file = Files.newOutputStream(war);
                    ZipOutputStream zip = new ZipOutputStream(file)) {
                zip.putNextEntry(new ZipEntry("ready"));
                zip.write("UP".getBytes(StandardCharsets.US_ASCII));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return war;
    }

    /** Tells Arquillian where the server is. */
    static void pointTo(NetBuildServer server) {
        System.setProperty(
                "arq.container.netbuild.configuration.managementPort", Integer.toString(server.managementPort()));
        System.setProperty(
                "arq.container.netbuild.configuration.jbossHome",
                Stack.directory("netbuild.it.server").toString());
    }
}
