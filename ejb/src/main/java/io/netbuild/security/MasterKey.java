package io.netbuild.security;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that others follow from, so that none of them has to be stored and every server of the platform has the same: HMAC-SHA256 of a purpose under
 * the key. Thread-safe; shows itself in no text.
 */
public final class MasterKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    /**
     * @param base64 at least 32 bytes in Base64
     * @throws NetBuildException with {@link ErrorCode#INTERNAL} when it is not; the value itself is not told
     */
    public MasterKey(String base64) {
        this.key = new SecretKeySpec(decoded(base64), ALGORITHM);
    }

    private static byte[] decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length >= KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below: the value itself must not appear anywhere
        }
        throw new NetBuildException(
                ErrorCode.INTERNAL, "netbuild.master.key must be at least %d bytes in Base64".formatted(KEY_BYTES));
    }

    /**
     * 32 bytes that nobody can know without the key.
     *
     * @param purpose what they are for; no two uses may have the same
     */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
