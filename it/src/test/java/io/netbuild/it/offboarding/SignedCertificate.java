package io.netbuild.it.offboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Verifies certificates with nothing but the JDK. */
final class SignedCertificate {

    /** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private SignedCertificate() {}

    /** The certificate, which must be signed by a key of the platform. */
    static JsonNode verified(Answer certificate) throws GeneralSecurityException {
        String[] jws = certificate.header("X-JWS-Signature").orElseThrow().split("\\.", -1);
        JsonNode key = Api.operator()
                .get("/api/erasure-certificates/keys")
                .expect(200)
                .json()
                .path("keys")
                .path(0);
        assertThat(isSigned(jws[0], certificate.body(), jws[2], key.path("x").asText()))
                .isTrue();
        assertThat(isSigned(
                        jws[0],
                        certificate.body().replace("\"rowsAfter\":0", "\"rowsAfter\":1"),
                        jws[2],
                        key.path("x").asText()))
                .as("another text")
                .isFalse();
        return certificate.json();
    }

    private static boolean isSigned(String header, String body, String signature, String key)
            throws GeneralSecurityException {
        byte[] raw = Base64.getUrlDecoder().decode(key);
        byte[] encoded = new byte[PREFIX.length + raw.length];
        System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
        System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
        PublicKey verifier = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(verifier);
        String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(body.getBytes(StandardCharsets.UTF_8));
        ed25519.update((header + "." + payload).getBytes(StandardCharsets.US_ASCII));
        return ed25519.verify(Base64.getUrlDecoder().decode(signature));
    }
}
