package io.netbuild.it.security;

import io.netbuild.dev.NetBuildServer;
import io.netbuild.it.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Tokens that the issuer would never give out. */
final class Tokens {

    private Tokens() {}

    /** The issuer's key, which nobody but the issuer should be able to read. */
    static RsaJsonWebKey issuersKey() {
        try {
            return (RsaJsonWebKey) JsonWebKey.Factory.newJwk(
                    Files.readString(Stack.server().data().resolve("issuer/private.jwk")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another key under the same name. */
    static RsaJsonWebKey forgedKey() {
        try {
            RsaJsonWebKey forged = RsaJwkGenerator.generateJwk(2048);
            forged.setKeyId(issuersKey().getKeyId());
            return forged;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a good token says: 10 minutes from now, of the right issuer. */
    static JwtClaims claims(List<String> groups, @Nullable String tenant) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NetBuildServer.ISSUER);
        claims.setSubject("mallory");
        claims.setClaim("upn", "mallory");
        claims.setStringListClaim("groups", groups);
        if (tenant != null) {
            claims.setClaim("tenant_id", tenant);
        }
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setGeneratedJwtId();
        return claims;
    }

    static String signed(JwtClaims claims, RsaJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setAlgorithmHeaderValue("RS256");
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Not signed at all. */
    static String unsigned(JwtClaims claims) {
        return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(claims.toJson()) + ".";
    }

    /** Signed with the public key as if it were a shared secret. */
    static String signedWithThePublicKey(JwtClaims claims) {
        try {
            String head = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toJson());
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(
                    issuersKey().getPublicKey().getEncoded(), "HmacSHA256"));
            return head + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature of one token on what another one says. */
    static String tampered(String signed, JwtClaims claims) {
        String[] parts = signed.split("\\.", -1);
        return parts[0] + "." + encoded(claims.toJson()) + "." + parts[2];
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
