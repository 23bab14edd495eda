package io.netbuild.identity;

/**
 * A sign-in at the identity provider that has begun: what the answer is checked against.
 *
 * @param nonce what the ID token has to say
 * @param verifier the code verifier of PKCE (RFC 7636)
 * @param destination where the user wants to go, a path of this server
 */
public record SignInAttempt(String nonce, String verifier, String destination) {

    @Override
    public String toString() {
        return "SignInAttempt[" + destination + "]"; // the secrets must not get into logs
    }
}
