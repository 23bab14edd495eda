package io.netbuild.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The product's EAR with one more web module, {@code /bench}. Nothing else is changed. */
final class BenchEar {

    private static final String WAR = "netbuild-bench.war";
    private static final String MODULE =
            "<module><web><web-uri>" + WAR + "</web-uri><context-root>/bench</context-root></web></module>";

    /** The packages of the web module. */
    private static final List<String> PACKAGES = List.of("io/netbuild/bench/server", "io/netbuild/bench/load");

    private BenchEar() {}

    static void write(Path product, Path target) throws IOException {
        try (ZipFile ear = new ZipFile(product.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Enumeration<? extends ZipEntry> entries = ear.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                byte[] content = ear.getInputStream(entry).readAllBytes();
                add(
                        out,
                        entry.getName(),
                        entry.getName().equals("META-INF/application.xml") ? withModule(content) : content);
            }
            ByteArrayOutputStream war = new ByteArrayOutputStream();
            writeWar(war);
            add(out, WAR, war.toByteArray());
        }
    }

    private static byte[] withModule(byte[] applicationXml) {
        String xml = new String(applicationXml, StandardCharsets.UTF_8);
        int end = xml.indexOf("<library-directory>");
        if (end < 0) {
            throw new BenchFailure("The application.xml of the EAR has no library-directory");
        }
        return (xml.substring(0, end) + MODULE + xml.substring(end)).getBytes(StandardCharsets.UTF_8);
    }

    private static void writeWar(OutputStream target) throws IOException {
        try (ZipOutputStream war = new ZipOutputStream(target)) {
            add(war, "WEB-INF/web.xml", resource("server/web.xml"));
            add(war, "WEB-INF/beans.xml", resource("server/beans.xml"));
            Path code = ownCode();
            if (Files.isDirectory(code)) {
                addClasses(war, code);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(code)) {
                    addClasses(war, jar.getPath("/"));
                }
            }
        }
    }

    private static void addClasses(ZipOutputStream war, Path root) throws IOException {
        for (String directory : PACKAGES) {
            try (Stream<Path> files = Files.list(root.resolve(directory))) {
                for (Path file : files.sorted().toList()) {
                    String name = String.valueOf(file.getFileName());
                    if (name.endsWith(".class")) {
                        add(war, "WEB-INF/classes/" + directory + "/" + name, Files.readAllBytes(file));
                    }
                }
            }
        }
    }

    private static Path ownCode() {
        try {
            return Path.of(BenchEar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BenchEar.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
