package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ReportKeysTest {

    private static final String REPORT = "{\"verdict\":\"isolated\"}";

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static String keySet(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        String x = base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        return "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"one\",\"x\":\"%s\"}]}".formatted(x);
    }

    private static String signed(KeyPair pair, String header) throws GeneralSecurityException {
        String content =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(REPORT.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + base64(signature.sign());
    }

    @Test
    void aReportThatTheKeyHasSignedShouldBeReturned() throws Exception {
        KeyPair pair = newPair();

        assertThat(ReportKeys.of(keySet(pair)).verified(signed(pair, "{\"alg\":\"EdDSA\",\"kid\":\"one\"}")))
                .isEqualTo(REPORT);
    }

    @Test
    void aReportThatSomebodyElseHasSignedShouldBeRefused() throws Exception {
        ReportKeys keys = ReportKeys.of(keySet(newPair()));
        String jws = signed(newPair(), "{\"alg\":\"EdDSA\",\"kid\":\"one\"}");

        assertThatThrownBy(() -> keys.verified(jws)).isInstanceOf(StackException.class);
    }

    @Test
    void aReportWithoutASignatureShouldBeRefused() throws Exception {
        KeyPair pair = newPair();
        ReportKeys keys = ReportKeys.of(keySet(pair));
        String[] parts = signed(pair, "{\"alg\":\"none\",\"kid\":\"one\"}").split("\\.");

        assertThatThrownBy(() -> keys.verified(parts[0] + "." + parts[1] + ".")).isInstanceOf(StackException.class);
        assertThatThrownBy(() -> keys.verified(REPORT)).isInstanceOf(StackException.class);
    }
}
