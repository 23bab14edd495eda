package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Picture;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Users, groups and authorizations: the engine's tables for them know no tenants, and names repeat. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class IdentityTest {

    private final TenantEngine here;
    private final TenantEngine there;

    IdentityTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void sameUserGroupAndMembershipShouldExistInTwoTenants() {
        String name = Models.key("u");
        create(here, name, "here");
        create(there, name, "there");

        assertThat(here.as(() -> identity(here).checkPassword(name, "here"))).isTrue();
        assertThat(here.as(() -> identity(here).checkPassword(name, "there"))).isFalse();
        assertThat(there.as(() -> identity(there).checkPassword(name, "there"))).isTrue();
        assertThat(here.as(() -> identity(here)
                        .createUserQuery()
                        .memberOfGroup("g" + name)
                        .list()))
                .singleElement()
                .satisfies(user -> assertThat(user.getLastName()).isEqualTo("here"));
        here.run(() -> identity(here).deleteUser(name));
        here.run(() -> identity(here).deleteGroup("g" + name));
        assertThat(there.as(() -> identity(there)
                        .createUserQuery()
                        .memberOfGroup("g" + name)
                        .count()))
                .isEqualTo(1);
        assertThat(there.as(() ->
                        identity(there).createTenantQuery().userMember(name).count()))
                .isEqualTo(1);
    }

    @Test
    void userOfAnotherTenantShouldBeInvisible() {
        String name = Models.key("only");
        create(here, name, "here");

        assertThat(there.as(() -> identity(there).createUserQuery().userId(name).count()))
                .isZero();
        assertThat(there.as(() -> identity(there).checkPassword(name, "here"))).isFalse();
        assertThat(there.as(() -> identity(there).getUserInfo(name, "phone"))).isNull();
        assertThat(there.as(() ->
                        identity(there).createGroupQuery().groupMember(name).count()))
                .isZero();
        assertThatThrownBy(() -> there.run(() -> identity(there).createMembership(name, "g" + name)))
                .isInstanceOf(ProcessEngineException.class);
        there.run(() -> identity(there).deleteUser(name));
        assertThat(here.as(() -> identity(here).createUserQuery().userId(name).count()))
                .isEqualTo(1);
    }

    @Test
    void engineTenantOfAnotherNameShouldBeRefused() {
        assertThatThrownBy(() -> here.run(
                        () -> identity(here).saveTenant(identity(here).newTenant(there.tenant() + "-and-more"))))
                .isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void userInfoAndPictureShouldBeKept() {
        String name = Models.key("info");
        create(here, name, "here");

        here.run(() -> identity(here).setUserInfo(name, "phone", "42"));
        here.run(() -> identity(here).setUserPicture(name, new Picture(new byte[] {1, 2}, "image/png")));
        here.run(() -> identity(here).setUserAccount(name, null, "mail", name, "secret", null));

        assertThat(here.as(() -> identity(here).getUserInfo(name, "phone"))).isEqualTo("42");
        assertThat(here.as(() -> identity(here).getUserPicture(name).getBytes()))
                .containsExactly(1, 2);
        here.run(() -> identity(here).deleteUserPicture(name));
        here.run(() -> identity(here).deleteUserInfo(name, "phone"));
    }

    @Test
    void sameAuthorizationShouldExistInTwoTenantsAndGrantInItsOwnOnly() {
        String user = Models.key("clerk");
        ProcessDefinition mine = here.deploy(Models.userTask());
        ProcessDefinition theirs = there.deploy(Models.userTask());

        Authorization granted = grantRead(here, user);

        assertThat(visibleTo(user, here, mine)).isEqualTo(1);
        assertThat(visibleTo(user, there, theirs)).isZero();
        grantRead(there, user);
        assertThat(visibleTo(user, there, theirs)).isEqualTo(1);
        assertThatThrownBy(() -> grantRead(here, user)).isInstanceOf(ProcessEngineException.class);
        here.run(() -> here.engine().getAuthorizationService().deleteAuthorization(granted.getId()));
        assertThat(visibleTo(user, here, mine)).isZero();
        assertThat(visibleTo(user, there, theirs)).isEqualTo(1);
    }

    @Test
    void authorizationOfAnotherTenantShouldBeOutOfReach() {
        Authorization granted = grantRead(here, Models.key("clerk"));

        assertThat(there.as(() -> there.engine()
                        .getAuthorizationService()
                        .createAuthorizationQuery()
                        .authorizationId(granted.getId())
                        .count()))
                .isZero();
        assertThatThrownBy(() ->
                        there.run(() -> there.engine().getAuthorizationService().deleteAuthorization(granted.getId())))
                .isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void withoutAnAuthorizationNothingShouldBeStartable() {
        ProcessDefinition definition = here.deploy(Models.userTask());

        assertThatThrownBy(() -> TenantScope.run(here.tenant(), () -> {
                    identity(here).setAuthentication("stranger", null, List.of(here.tenant()));
                    try {
                        here.engine().getRuntimeService().startProcessInstanceById(definition.getId());
                    } finally {
                        identity(here).clearAuthentication();
                    }
                }))
                .isInstanceOf(AuthorizationException.class);
    }

    private static Authorization grantRead(TenantEngine tenant, String user) {
        return tenant.as(() -> {
            Authorization grant =
                    tenant.engine().getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            grant.setUserId(user);
            grant.setResource(Resources.PROCESS_DEFINITION);
            grant.setResourceId(Authorization.ANY);
            grant.addPermission(Permissions.READ);
            return tenant.engine().getAuthorizationService().saveAuthorization(grant);
        });
    }

    private static long visibleTo(String user, TenantEngine tenant, ProcessDefinition definition) {
        return TenantScope.as(tenant.tenant(), () -> {
            identity(tenant).setAuthentication(user, null, List.of(tenant.tenant()));
            try {
                return tenant.engine()
                        .getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionId(definition.getId())
                        .count();
            } finally {
                identity(tenant).clearAuthentication();
            }
        });
    }

    private static void create(TenantEngine engine, String name, String password) {
        engine.run(() -> {
            User user = identity(engine).newUser(name);
            user.setLastName(password);
            user.setPassword(password);
            identity(engine).saveUser(user);
            Group group = identity(engine).newGroup("g" + name);
            identity(engine).saveGroup(group);
            if (identity(engine).createTenantQuery().count() == 0) {
                identity(engine).saveTenant(identity(engine).newTenant(engine.tenant()));
            }
            identity(engine).createMembership(name, group.getId());
            identity(engine).createTenantUserMembership(engine.tenant(), name);
            identity(engine).createTenantGroupMembership(engine.tenant(), group.getId());
        });
    }

    private static IdentityService identity(TenantEngine tenant) {
        return tenant.engine().getIdentityService();
    }
}
