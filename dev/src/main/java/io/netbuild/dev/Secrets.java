package io.netbuild.dev;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What an installation keeps to itself, made once. A later version may need more; what is missing is added, what is there
 * stays.
 *
 * @param masterKey 32 bytes in Base64; tenants' passwords are derived from it
 * @param firstOperatorPassword of the user {@code operator}, unless it was changed in the platform
 * @param nodeId names the server in distributed transactions; two servers of one database must have two
 */
record Secrets(
        RolePasswords roles,
        String masterKey,
        String credentialStorePassword,
        String firstOperatorPassword,
        String nodeId) {
    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 24;
    private static final int NODE_BYTES = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secrets in(Path file) throws IOException {
        Properties found = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                found.load(in);
            }
        }
        Map<String, String> values = new TreeMap<>();
        found.stringPropertyNames().forEach(name -> values.put(name, found.getProperty(name)));
        Secrets secrets = from(values);
        if (values.size() != found.size()) {
            Directories.writePrivate(
                    file,
                    values.entrySet().stream()
                            .map(value -> value.getKey() + "=" + value.getValue() + "\n")
                            .collect(Collectors.joining()));
        }
        return secrets;
    }

    /** Adds to the map what is missing in it. */
    private static Secrets from(Map<String, String> values) {
        return new Secrets(
                new RolePasswords(
                        value(values, "owner.password", Secrets::password),
                        value(values, "app.password", Secrets::password),
                        value(values, "system.password", Secrets::password),
                        value(values, "operator.password", Secrets::password)),
                value(values, "master.key", () -> Base64.getEncoder().encodeToString(bytes(KEY_BYTES))),
                value(values, "credential-store.password", Secrets::password),
                value(values, "first-operator.password", Secrets::password),
                value(values, "node.id", () -> "nb-" + HexFormat.of().formatHex(bytes(NODE_BYTES))));
    }

    private static String value(Map<String, String> values, String name, Supplier<String> generator) {
        return values.computeIfAbsent(name, missing -> generator.get());
    }

    private static String password() {
        return HexFormat.of().formatHex(bytes(PASSWORD_BYTES));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Secrets[not shown]";
    }
}
