package io.netbuild.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.netbuild.identity.SignInAttempt;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID Connect provider, by the authorization code flow with PKCE. Its metadata is read when it is first needed, so that the platform starts without it.
 */
@ApplicationScoped
public class OidcProvider {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OidcSettings settings;
    private volatile @Nullable OIDCProviderMetadata metadata;

    @Inject
    OidcProvider(OidcSettings settings) {
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected OidcProvider() {
        this.settings = null;
    }

    /** What the button calls it. @throws NetBuildException with {@link ErrorCode#NOT_FOUND} when there is none */
    public String name() {
        client();
        return settings.name();
    }

    /** Where the browser has to go to begin the attempt. */
    URI begin(State state, SignInAttempt attempt, URI callback) {
        return new AuthenticationRequest.Builder(ResponseType.CODE, scope(), client(), callback)
                .endpointURI(metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * The claims of the user that the provider has vouched for.
     *
     * @throws NetBuildException with {@link ErrorCode#UNAUTHENTICATED} when it does not, or what it says is not for this attempt
     */
    IDTokenClaimsSet finish(AuthorizationCode code, SignInAttempt attempt, URI callback) {
        try {
            AuthorizationCodeGrant grant =
                    new AuthorizationCodeGrant(code, callback, new CodeVerifier(attempt.verifier()));
            HTTPRequest request = tokenRequest(grant).toHTTPRequest();
            request.setConnectTimeout((int) PATIENCE.toMillis());
            request.setReadTimeout((int) PATIENCE.toMillis());
            if (!(OIDCTokenResponseParser.parse(request.send()) instanceof OIDCTokenResponse tokens)) {
                throw refused("it does not take its own code");
            }
            IDTokenValidator validator = new IDTokenValidator(
                    new Issuer(metadata().getIssuer()),
                    client(),
                    JWSAlgorithm.RS256,
                    metadata().getJWKSetURI().toURL());
            return validator.validate(tokens.getOIDCTokens().getIDToken(), new Nonce(attempt.nonce()));
        } catch (IOException e) {
            throw unreachable(e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw refused("its ID token is not valid: " + e.getMessage());
        }
    }

    private TokenRequest tokenRequest(AuthorizationCodeGrant grant) {
        URI endpoint = metadata().getTokenEndpointURI();
        return settings.clientSecret()
                .map(secret -> (ClientAuthentication) new ClientSecretBasic(client(), new Secret(secret)))
                .map(authentication -> new TokenRequest.Builder(endpoint, authentication, grant).build())
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client(), grant).build());
    }

    private ClientID client() {
        return settings.clientId()
                .filter(id -> settings.issuer().isPresent())
                .map(ClientID::new)
                .orElseThrow(() -> new NetBuildException(ErrorCode.NOT_FOUND, "No identity provider is configured"));
    }

    private Scope scope() {
        return new Scope(settings.scopes().toArray(String[]::new));
    }

    private OIDCProviderMetadata metadata() {
        OIDCProviderMetadata known = metadata;
        if (known == null) {
            try {
                known = OIDCProviderMetadata.resolve(
                        new Issuer(settings.issuer().orElseThrow()), (int) PATIENCE.toMillis(), (int)
                                PATIENCE.toMillis());
                metadata = known;
            } catch (IOException | GeneralException e) {
                throw unreachable(e);
            }
        }
        return known;
    }

    static NetBuildException refused(String why) {
        return new NetBuildException(ErrorCode.UNAUTHENTICATED, "The identity provider did not sign you in: " + why);
    }

    private static NetBuildException unreachable(Exception cause) {
        return new NetBuildException(
                ErrorCode.IDENTITY_PROVIDER_UNAVAILABLE, "The identity provider does not answer as it should", cause);
    }
}
