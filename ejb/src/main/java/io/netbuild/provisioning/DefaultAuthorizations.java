package io.netbuild.provisioning;

import io.netbuild.context.TenantContext;
import io.netbuild.engine.EngineCommands;
import io.netbuild.engine.EngineRouter;
import io.netbuild.engine.EngineSettings;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;

/**
 * What the roles may do in a new tenant's engine: operators and tenant admins everything, a user the daily work with instances, tasks and decisions, but
 * no deployments. They are ordinary authorizations of the tenant's, which its admins may change afterwards.
 */
@ApplicationScoped
public class DefaultAuthorizations {

    /** The groups of the engine that stand for the platform's roles. */
    static final String ADMINS = "tenant-admin";

    static final String USERS = "user";

    private static final Map<Resource, List<Permission>> OF_USERS = Map.of(
            Resources.APPLICATION, List.of(Permissions.ACCESS),
            Resources.USER, List.of(Permissions.READ),
            Resources.GROUP, List.of(Permissions.READ),
            Resources.DEPLOYMENT, List.of(Permissions.READ),
            Resources.PROCESS_DEFINITION,
                    List.of(
                            ProcessDefinitionPermissions.READ,
                            ProcessDefinitionPermissions.CREATE_INSTANCE,
                            ProcessDefinitionPermissions.READ_INSTANCE,
                            ProcessDefinitionPermissions.UPDATE_INSTANCE,
                            ProcessDefinitionPermissions.READ_TASK,
                            ProcessDefinitionPermissions.UPDATE_TASK,
                            ProcessDefinitionPermissions.TASK_WORK,
                            ProcessDefinitionPermissions.READ_HISTORY),
            Resources.PROCESS_INSTANCE, List.of(Permissions.CREATE, Permissions.READ, Permissions.UPDATE),
            Resources.TASK, List.of(Permissions.CREATE, Permissions.READ, Permissions.UPDATE, Permissions.TASK_WORK),
            Resources.DECISION_DEFINITION,
                    List.of(Permissions.READ, Permissions.CREATE_INSTANCE, Permissions.READ_HISTORY),
            Resources.FILTER, List.of(Permissions.CREATE, Permissions.READ));

    private final EngineRouter router;
    private final TenantGate gate;

    @Inject
    DefaultAuthorizations(EngineRouter router, TenantGate gate) {
        this.router = router;
        this.gate = gate;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected DefaultAuthorizations() {
        this(null, null);
    }

    /** Creates those that are missing. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void grant(Tenant tenant) {
        try (TenantContext.Entered scope = gate.enterForMaintenance(tenant)) {
            ProcessEngine engine = router.current();
            EngineCommands.together(engine, () -> grantMissing(engine.getAuthorizationService()));
        }
    }

    private static void grantMissing(AuthorizationService service) {
        Set<String> present =
                service.createAuthorizationQuery().groupIdIn(EngineSettings.OPERATORS, ADMINS, USERS).list().stream()
                        .filter(authorization -> Authorization.ANY.equals(authorization.getResourceId()))
                        .map(authorization -> key(authorization.getGroupId(), authorization.getResourceType()))
                        .collect(Collectors.toSet());
        for (Resource resource : Resources.values()) {
            grant(service, present, EngineSettings.OPERATORS, resource, List.of(Permissions.ALL));
            grant(service, present, ADMINS, resource, List.of(Permissions.ALL));
        }
        OF_USERS.forEach((resource, permissions) -> grant(service, present, USERS, resource, permissions));
    }

    private static String key(String group, int resourceType) {
        return group + ":" + resourceType;
    }

    private static void grant(
            AuthorizationService service,
            Set<String> present,
            String group,
            Resource resource,
            List<Permission> allowed) {
        if (present.contains(key(group, resource.resourceType()))) {
            return;
        }
        Authorization authorization = service.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        authorization.setGroupId(group);
        authorization.setResource(resource);
        authorization.setResourceId(Authorization.ANY);
        allowed.forEach(authorization::addPermission);
        service.saveAuthorization(authorization);
    }
}
