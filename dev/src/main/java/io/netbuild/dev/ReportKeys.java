package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The Ed25519 keys that reports are signed with, by their ids. */
record ReportKeys(Map<String, PublicKey> keys) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** @param keySet a JSON Web Key Set; keys of other kinds are left out */
    static ReportKeys of(String keySet) throws IOException {
        Map<String, PublicKey> keys = new HashMap<>();
        for (JsonNode key : JSON.readTree(keySet).path("keys")) {
            if (key.path("crv").asText().equals("Ed25519")) {
                keys.put(key.path("kid").asText(), publicKey(key.path("x").asText()));
            }
        }
        return new ReportKeys(keys);
    }

    private static PublicKey publicKey(String base64) {
        byte[] raw = Base64.getUrlDecoder().decode(base64);
        byte[] encoded = new byte[PREFIX.length + raw.length];
        System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
        System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new StackException("the platform's key for reports cannot be used", e);
        }
    }

    /**
     * The report in a JSON Web Signature in compact form.
     *
     * @throws StackException unless one of these keys has signed it
     */
    String verified(String jws) throws IOException {
        String[] parts = jws.strip().split("\\.", -1);
        if (parts.length != 3) {
            throw new StackException("the report is not signed");
        }
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        PublicKey key = keys.get(header.path("kid").asText());
        if (!header.path("alg").asText().equals("EdDSA") || key == null || !isSigned(parts, key)) {
            throw new StackException("the report's signature is not the platform's");
        }
        return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    }

    private static boolean isSigned(String[] parts, PublicKey key) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
