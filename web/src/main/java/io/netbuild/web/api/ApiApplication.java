package io.netbuild.web.api;

import io.netbuild.web.oidc.OidcResource;
import io.netbuild.web.signin.SessionCookie;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The platform's REST API. */
@ApplicationPath("/api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "NetBuild",
                        version = "1",
                        description =
                                "Tenants and what belongs to them. Errors are application/problem+json; their codes are explained under /api/errors.",
                        license = @License(name = "Apache-2.0")),
        security = {
            @SecurityRequirement(name = "token"),
            @SecurityRequirement(name = "key"),
            @SecurityRequirement(name = "session")
        })
@SecurityScheme(
        securitySchemeName = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A JWT of the identity provider, or an API key")
@SecurityScheme(
        securitySchemeName = "key",
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description = "An API key: its id as the name, its secret as the password")
@SecurityScheme(
        securitySchemeName = "session",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.COOKIE,
        apiKeyName = SessionCookie.NAME,
        description = "Of a browser, by POST /api/sessions")
public class ApiApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                TenantsResource.class,
                MovesResource.class,
                OffboardingResource.class,
                TenantExportResource.class,
                TenantImportResource.class,
                ErasureCertificatesResource.class,
                OverviewResource.class,
                UsersResource.class,
                MembersResource.class,
                IsolationProbesResource.class,
                InvitationsResource.class,
                AcceptedInvitationsResource.class,
                ApiKeysResource.class,
                SessionsResource.class,
                OidcResource.class,
                TokensResource.class,
                ErrorsResource.class,
                PurchaseRequestsResource.class,
                ApiErrors.class,
                ValidationErrors.class,
                JsonByDefault.class,
                ApiJson.class);
    }
}
