package io.netbuild.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A document as it is kept and given out.
 *
 * @param json the document
 * @param jws the same text signed: a JSON Web Signature in compact form
 */
public record SignedDocument(String json, String jws) {

    /** One that {@link SigningKey} has signed. */
    public static SignedDocument of(String jws) {
        String payload = jws.split("\\.", -1)[1];
        return new SignedDocument(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8), jws);
    }

    /** The signature without what it signs, {@code header..signature} (RFC 7515, appendix F): for {@link #json} in UTF-8. */
    public String detachedJws() {
        return jws.substring(0, jws.indexOf('.')) + ".." + jws.substring(jws.lastIndexOf('.') + 1);
    }
}
