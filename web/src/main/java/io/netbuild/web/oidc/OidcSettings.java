package io.netbuild.web.oidc;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where users can sign in, {@code netbuild.oidc.*}. Without an issuer they cannot.
 *
 * @param issuer the provider's issuer identifier; its metadata is at {@code /.well-known/openid-configuration} below it; {@code issuer}
 * @param clientId as which this installation is registered there; {@code client-id}
 * @param clientSecret empty for a public client; {@code client-secret}, in the environment {@code NETBUILD_OIDC_CLIENT_SECRET}
 * @param name what the button calls the provider; {@code name}, default "single sign-on"
 * @param scopes {@code scopes}, separated by commas, default {@code openid,profile,email}
 * @param baseUri where browsers reach this installation; {@code base-uri}, default: where the request came
 */
@Dependent
public record OidcSettings(
        Optional<String> issuer,
        Optional<String> clientId,
        Optional<String> clientSecret,
        String name,
        Set<String> scopes,
        Optional<URI> baseUri) {

    public OidcSettings {
        scopes = Set.copyOf(scopes);
        if (issuer.isPresent() && clientId.isEmpty()) {
            throw new IllegalStateException("netbuild.oidc.issuer needs netbuild.oidc.client-id");
        }
    }

    @Inject
    public OidcSettings(
            @ConfigProperty(name = "netbuild.oidc.issuer") Optional<String> issuer,
            @ConfigProperty(name = "netbuild.oidc.client-id") Optional<String> clientId,
            @ConfigProperty(name = "netbuild.oidc.client-secret") Optional<String> clientSecret,
            @ConfigProperty(name = "netbuild.oidc.name", defaultValue = "single sign-on") String name,
            @ConfigProperty(name = "netbuild.oidc.base-uri") Optional<URI> baseUri,
            @ConfigProperty(name = "netbuild.oidc.scopes", defaultValue = "openid,profile,email") Set<String> scopes) {
        this(issuer, clientId, clientSecret, name, scopes, baseUri);
    }

    @Override
    public String toString() {
        return "OidcSettings[" + issuer + "]"; // the secret must not get into logs
    }
}
