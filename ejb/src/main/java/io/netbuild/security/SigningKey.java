package io.netbuild.security;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The Ed25519 key that signs documents of one kind. It follows from the master key, so that all servers of the platform sign alike and none has to keep a file.
 * Thread-safe.
 */
public final class SigningKey {

    private final PublicJsonWebKey key;
    private final String type;

    /** @param kind of the documents, such as {@code isolation-report}; each kind has a key of its own */
    public SigningKey(MasterKey masterKey, String kind) {
        this.type = kind + "+json";
        KeyPair pair = pairOf(masterKey.derive(kind + ":ed25519:1"));
        try {
            key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            key.setPrivateKey(pair.getPrivate());
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.EDDSA);
        } catch (JoseException e) {
            throw new IllegalStateException("The key of signatures cannot be made", e);
        }
    }

    /** The pair whose private key is the seed (RFC 8032, 5.1.5): all that the generator takes from its source of randomness. */
    private static KeyPair pairOf(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has Ed25519", e);
        }
    }

    /** The text with its signature. */
    public SignedDocument sign(String json) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(json);
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", type);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        try {
            return new SignedDocument(json, signature.getCompactSerialization());
        } catch (JoseException e) {
            throw new IllegalStateException("A document cannot be signed", e);
        }
    }

    /** What verifies, as a JSON Web Key Set. */
    public String publicKeys() {
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** Gives the seed instead of randomness. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("A key of %d bytes is wanted".formatted(bytes.length));
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
