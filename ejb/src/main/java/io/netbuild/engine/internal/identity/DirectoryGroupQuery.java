package io.netbuild.engine.internal.identity;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.GroupQueryProperty;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

/** A query for groups of the current tenant. */
final class DirectoryGroupQuery extends GroupQueryImpl {

    private static final long serialVersionUID = 1L;

    /** @param executor null inside of a command */
    @SuppressWarnings("NullAway") // the engine's constructors know null as well
    DirectoryGroupQuery(@Nullable CommandExecutor executor) {
        super(executor);
    }

    @Override
    public long executeCount(CommandContext commandContext) {
        return matching(commandContext).count();
    }

    @Override
    public List<Group> executeList(CommandContext commandContext, @Nullable Page page) {
        return Matches.page(
                matching(commandContext),
                this,
                Map.of(
                        GroupQueryProperty.GROUP_ID.getName(), Group::getId,
                        GroupQueryProperty.NAME.getName(), Group::getName,
                        GroupQueryProperty.TYPE.getName(), Group::getType));
    }

    private Stream<Group> matching(CommandContext commandContext) {
        checkQueryOk();
        if (procDefId != null) {
            throw new NotValidException("Groups of the platform's directory cannot be asked for by potentialStarter");
        }
        DirectoryIdentities directory = DirectoryIdentities.of(commandContext);
        List<Group> groups = userId == null ? directory.groups() : directory.groupsOf(userId);
        Stream<Group> matching = groups.stream()
                .filter(group ->
                        Matches.equal(tenantId, DirectoryIdentities.tenant().value()))
                .filter(group -> Matches.equal(id, group.getId())
                        && Matches.in(ids, group.getId())
                        && Matches.equal(name, group.getName())
                        && Matches.like(nameLike, group.getName())
                        && Matches.equal(type, group.getType()));
        return Matches.readable(matching, Resources.GROUP, Group::getId);
    }
}
