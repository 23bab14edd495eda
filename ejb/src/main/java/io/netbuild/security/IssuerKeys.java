package io.netbuild.security;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/**
 * The files of the embedded issuer: {@code private.jwk} and {@code client-secret}, for the owner only, and {@code jwks.json}, which verifies.
 */
record IssuerKeys(RsaJsonWebKey signing, String clientSecret) {

    private static final int RSA_BITS = 2048;
    private static final int SECRET_BYTES = 32;

    /** Reads the keys, and makes those that are missing; of several servers with one directory that start at once, one makes them. */
    static IssuerKeys in(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (FileChannel lock = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            return locked(directory);
        }
    }

    private static IssuerKeys locked(Path directory) throws IOException {
        try {
            Path privateKey = directory.resolve("private.jwk");
            if (Files.notExists(privateKey)) {
                RsaJsonWebKey made = RsaJwkGenerator.generateJwk(RSA_BITS);
                made.setKeyId(UUID.randomUUID().toString());
                made.setUse("sig");
                made.setAlgorithm("RS256");
                write(privateKey, made.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE), "rw-------");
            }
            RsaJsonWebKey key = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(Files.readString(privateKey));
            write(
                    directory.resolve("jwks.json"),
                    new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY),
                    "rw-r--r--");
            return new IssuerKeys(key, secret(directory.resolve("client-secret")));
        } catch (JoseException e) {
            throw new IOException(e);
        }
    }

    private static String secret(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] bytes = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(bytes);
            write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), "rw-------");
        }
        return Files.readString(file).strip();
    }

    /** A file is there whole or not at all, and never readable for more than it should be. */
    private static void write(Path file, String content, String permissions) throws IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        Files.writeString(fresh, content);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return "IssuerKeys[" + signing.getKeyId() + "]";
    }
}
