package io.netbuild.engine.internal.identity;

import io.netbuild.context.TenantContext;
import io.netbuild.identity.TenantUser;
import io.netbuild.identity.TenantUsers;
import io.netbuild.kernel.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TenantEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.Nullable;

/**
 * Users, groups and tenants for the engine: the members of the current tenant, their groups, and that tenant. They come from the platform's directory, so
 * that a user exists once, whatever engine its tenants live in; the engine cannot change them. Authorizations of users, groups and tenants apply as they do
 * to the engine's own, except that a grant for all of them covers each.
 */
public final class DirectoryIdentities implements ReadOnlyIdentityProvider {

    private static final String ROLE = "SYSTEM";
    private static final String OWN = "WORKFLOW";

    private final TenantUsers users;

    private DirectoryIdentities(TenantUsers users) {
        this.users = users;
    }

    public static SessionFactory factory(TenantUsers users) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return ReadOnlyIdentityProvider.class;
            }

            @Override
            public DirectoryIdentities openSession() {
                return new DirectoryIdentities(users);
            }
        };
    }

    static TenantId tenant() {
        return TenantContext.requireTenant().id();
    }

    @Override
    public @Nullable User findUserById(String userId) {
        return mayRead(Resources.USER, userId)
                ? users.find(tenant(), userId).map(DirectoryIdentities::entity).orElse(null)
                : null;
    }

    @Override
    public UserQuery createUserQuery() {
        return new DirectoryUserQuery(executor());
    }

    @Override
    public UserQuery createUserQuery(CommandContext commandContext) {
        return new DirectoryUserQuery(null);
    }

    @Override
    public NativeUserQuery createNativeUserQuery() {
        throw new BadUserRequestException("Users are in the platform's directory, which has no native queries");
    }

    @Override
    public boolean checkPassword(String userId, String password) {
        return users.hasPassword(tenant(), userId, password);
    }

    @Override
    public @Nullable Group findGroupById(String groupId) {
        return groups().stream()
                .filter(group -> group.getId().equals(groupId) && mayRead(Resources.GROUP, groupId))
                .findFirst()
                .orElse(null);
    }

    @Override
    public GroupQuery createGroupQuery() {
        return new DirectoryGroupQuery(executor());
    }

    @Override
    public GroupQuery createGroupQuery(CommandContext commandContext) {
        return new DirectoryGroupQuery(null);
    }

    @Override
    public @Nullable Tenant findTenantById(String tenantId) {
        return tenantId.equals(tenant().value()) && mayRead(Resources.TENANT, tenantId) ? currentTenant() : null;
    }

    @Override
    public TenantQuery createTenantQuery() {
        return new DirectoryTenantQuery(executor());
    }

    @Override
    public TenantQuery createTenantQuery(CommandContext commandContext) {
        return new DirectoryTenantQuery(null);
    }

    /** The members, ordered by id; one that is no member is not there. */
    List<TenantUser> members(@Nullable String onlyId) {
        return onlyId == null
                ? users.all(tenant())
                : users.find(tenant(), onlyId).stream().toList();
    }

    /** The roles and the groups that members are in, ordered by id. */
    List<Group> groups() {
        Set<String> names = new TreeSet<>(TenantUser.ROLE_GROUPS);
        users.all(tenant()).forEach(user -> names.addAll(user.groups()));
        return groups(names);
    }

    /** The groups of one member; none for anybody else. */
    List<Group> groupsOf(String userId) {
        return users.find(tenant(), userId).map(user -> groups(user.groups())).orElseGet(List::of);
    }

    static Tenant currentTenant() {
        TenantEntity entity = new TenantEntity(tenant().value());
        entity.setName(tenant().value());
        return entity;
    }

    /** Whether the engine's current user, if there is one, may read it. */
    static boolean mayRead(Resource resource, String id) {
        AuthorizationManager authorizations = Context.getCommandContext().getAuthorizationManager();
        return !Context.getCommandContext().isAuthorizationCheckEnabled()
                || authorizations.isAuthorized(Permissions.READ, resource, id);
    }

    static User entity(TenantUser user) {
        UserEntity entity = new UserEntity(user.id().value());
        int lastName = user.displayName().lastIndexOf(' ');
        entity.setFirstName(
                lastName < 0 ? user.displayName() : user.displayName().substring(0, lastName));
        entity.setLastName(lastName < 0 ? "" : user.displayName().substring(lastName + 1));
        entity.setEmail(user.email());
        return entity;
    }

    private static List<Group> groups(Collection<String> names) {
        return names.stream()
                .map(name -> {
                    GroupEntity entity = new GroupEntity(name);
                    entity.setName(name);
                    entity.setType(TenantUser.ROLE_GROUPS.contains(name) ? ROLE : OWN);
                    return (Group) entity;
                })
                .toList();
    }

    private static CommandExecutor executor() {
        return Context.getProcessEngineConfiguration().getCommandExecutorTxRequired();
    }

    static DirectoryIdentities of(CommandContext commandContext) {
        return (DirectoryIdentities) commandContext.getReadOnlyIdentityProvider();
    }

    @Override
    public void flush() {
        // nothing is ever changed
    }

    @Override
    public void close() {
        // holds nothing
    }
}
