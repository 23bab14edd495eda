package io.netbuild.web.engineapi;

import io.netbuild.context.TenantContext;
import io.netbuild.engine.EngineRouter;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;

/**
 * Definitions that a client names by key alone. The API means definitions without a tenant then, which here are only those shared by all; a client
 * that was written for one tenant means its own. So the tenant is added to the path wherever the tenant has a definition with that key.
 */
@Provider
@PreMatching
@Priority(Priorities.ENTITY_CODER)
public class DefinitionsByKey implements ContainerRequestFilter {

    private static final Pattern BY_KEY = Pattern.compile(
            "((?:.*/)?(process-definition|decision-definition|case-definition|decision-requirements-definition)/key/([^/]+))(/(?!tenant-id/).*)?");

    @Inject
    EngineRouter router;

    @Override
    public void filter(ContainerRequestContext request) {
        Matcher path = BY_KEY.matcher(request.getUriInfo().getPath(false));
        if (!path.matches()) {
            return;
        }
        String tenant = TenantContext.requireTenant().id().value();
        String key = URLDecoder.decode(path.group(3), StandardCharsets.UTF_8);
        if (hasOwn(path.group(2), key, tenant)) {
            String rest = path.group(4) == null ? "" : path.group(4);
            request.setRequestUri(UriBuilder.fromUri(request.getUriInfo().getBaseUri())
                    .path(path.group(1) + "/tenant-id/" + tenant + rest)
                    .replaceQuery(request.getUriInfo().getRequestUri().getRawQuery())
                    .build());
        }
    }

    private boolean hasOwn(String kind, String key, String tenant) {
        RepositoryService repository = router.current().getRepositoryService();
        return switch (kind) {
            case "process-definition" ->
                repository
                                .createProcessDefinitionQuery()
                                .processDefinitionKey(key)
                                .tenantIdIn(tenant)
                                .count()
                        > 0;
            case "decision-definition" ->
                repository
                                .createDecisionDefinitionQuery()
                                .decisionDefinitionKey(key)
                                .tenantIdIn(tenant)
                                .count()
                        > 0;
            case "case-definition" ->
                repository
                                .createCaseDefinitionQuery()
                                .caseDefinitionKey(key)
                                .tenantIdIn(tenant)
                                .count()
                        > 0;
            default ->
                repository
                                .createDecisionRequirementsDefinitionQuery()
                                .decisionRequirementsDefinitionKey(key)
                                .tenantIdIn(tenant)
                                .count()
                        > 0;
        };
    }
}
