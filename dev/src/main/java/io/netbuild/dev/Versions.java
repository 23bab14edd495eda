package io.netbuild.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The versions that this build was made with. */
record Versions(String netbuild, String postgresql, String wildfly) {

    static Versions ofThisBuild() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(Objects.requireNonNull(in, "versions.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Versions(
                value(properties, "netbuild"), value(properties, "postgresql"), value(properties, "wildfly"));
    }

    /** These versions, with those of Java and of the data directory's format. */
    Map<String, String> asMap() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("netbuild", netbuild);
        all.put("java", System.getProperty("java.version"));
        all.put("postgresql", postgresql);
        all.put("wildfly", wildfly);
        all.put("dataFormat", DataDirectory.FORMAT);
        return all;
    }

    private static String value(Properties properties, String key) {
        return Objects.requireNonNull(properties.getProperty(key), key);
    }
}
