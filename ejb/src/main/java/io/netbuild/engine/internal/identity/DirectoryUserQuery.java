package io.netbuild.engine.internal.identity;

import io.netbuild.identity.TenantUser;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryProperty;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

/** A query for members of the current tenant. */
final class DirectoryUserQuery extends UserQueryImpl {

    private static final long serialVersionUID = 1L;

    /** @param executor null inside of a command */
    @SuppressWarnings("NullAway") // the engine's constructors know null as well
    DirectoryUserQuery(@Nullable CommandExecutor executor) {
        super(executor);
    }

    @Override
    public long executeCount(CommandContext commandContext) {
        return matching(commandContext).count();
    }

    @Override
    public List<User> executeList(CommandContext commandContext, @Nullable Page page) {
        return Matches.page(
                matching(commandContext),
                this,
                Map.of(
                        UserQueryProperty.USER_ID.getName(), User::getId,
                        UserQueryProperty.FIRST_NAME.getName(), User::getFirstName,
                        UserQueryProperty.LAST_NAME.getName(), User::getLastName,
                        UserQueryProperty.EMAIL.getName(), User::getEmail));
    }

    private Stream<User> matching(CommandContext commandContext) {
        checkQueryOk();
        if (procDefId != null) {
            throw new NotValidException("Users of the platform's directory cannot be asked for by potentialStarter");
        }
        Stream<User> matching = DirectoryIdentities.of(commandContext).members(id).stream()
                .filter(user -> groupId == null || user.groups().contains(groupId))
                .filter(user ->
                        Matches.equal(tenantId, DirectoryIdentities.tenant().value()))
                .filter((TenantUser user) -> Matches.in(ids, user.id().value()))
                .map(DirectoryIdentities::entity)
                .filter(user -> Matches.equal(firstName, user.getFirstName())
                        && Matches.like(firstNameLike, user.getFirstName())
                        && Matches.equal(lastName, user.getLastName())
                        && Matches.like(lastNameLike, user.getLastName())
                        && Matches.equal(email, user.getEmail())
                        && Matches.like(emailLike, user.getEmail()));
        return Matches.readable(matching, Resources.USER, User::getId);
    }
}
