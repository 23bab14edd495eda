package io.netbuild.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    private static final String REPORT = "{\"verdict\":\"isolated\"}";

    private static SigningKey keyOf(byte seed) {
        byte[] master = new byte[32];
        master[0] = seed;
        return new SigningKey(new MasterKey(Base64.getEncoder().encodeToString(master)), "test");
    }

    private static JsonWebSignature read(String jws, SigningKey key) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(
                new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA));
        signature.setCompactSerialization(jws);
        JsonWebKey verifier =
                new JsonWebKeySet(key.publicKeys()).getJsonWebKeys().get(0);
        signature.setKey(verifier.getKey());
        return signature;
    }

    @Test
    void whatOneServerSignsShouldBeVerifiedByAnother() throws JoseException {
        JsonWebSignature signature = read(keyOf((byte) 1).sign(REPORT).jws(), keyOf((byte) 1));

        assertThat(signature.verifySignature()).isTrue();
        assertThat(signature.getPayload()).isEqualTo(REPORT);
        assertThat(keyOf((byte) 1).publicKeys())
                .contains(signature.getKeyIdHeaderValue())
                .isEqualTo(keyOf((byte) 1).publicKeys());
    }

    @Test
    void anotherInstallationsReportShouldNotBeVerified() throws JoseException {
        assertThat(read(keyOf((byte) 1).sign(REPORT).jws(), keyOf((byte) 2)).verifySignature())
                .isFalse();
    }

    @Test
    void aChangedReportShouldNotBeVerified() throws JoseException {
        String[] parts = keyOf((byte) 1).sign(REPORT).jws().split("\\.");
        String changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(REPORT.replace("isolated", "leak").getBytes(StandardCharsets.UTF_8));

        assertThat(read(parts[0] + "." + changed + "." + parts[2], keyOf((byte) 1))
                        .verifySignature())
                .isFalse();
    }

    @Test
    void publicKeysShouldHoldNothingPrivate() {
        assertThat(keyOf((byte) 1).publicKeys()).contains("\"crv\":\"Ed25519\"").doesNotContain("\"d\":");
    }
}
