package io.netbuild.engine.internal.identity;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.TenantQueryProperty;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

/** A query for tenants: there is one, the current. */
final class DirectoryTenantQuery extends TenantQueryImpl {

    private static final long serialVersionUID = 1L;

    private static final Map<String, Function<Tenant, String>> VALUES = Map.of(
            TenantQueryProperty.GROUP_ID.getName(), Tenant::getId, TenantQueryProperty.NAME.getName(), Tenant::getName);

    /** @param executor null inside of a command */
    @SuppressWarnings("NullAway") // the engine's constructors know null as well
    DirectoryTenantQuery(@Nullable CommandExecutor executor) {
        super(executor);
    }

    @Override
    public long executeCount(CommandContext commandContext) {
        return matching(commandContext).count();
    }

    @Override
    public List<Tenant> executeList(CommandContext commandContext, @Nullable Page page) {
        return Matches.page(matching(commandContext), this, VALUES);
    }

    private Stream<Tenant> matching(CommandContext commandContext) {
        checkQueryOk();
        DirectoryIdentities directory = DirectoryIdentities.of(commandContext);
        Tenant tenant = DirectoryIdentities.currentTenant();
        boolean matches = Matches.equal(id, tenant.getId())
                && Matches.in(ids, tenant.getId())
                && Matches.equal(name, tenant.getName())
                && Matches.like(nameLike, tenant.getName())
                && (userId == null || !directory.members(userId).isEmpty())
                && (groupId == null
                        || directory.groups().stream()
                                .anyMatch(group -> group.getId().equals(groupId)));
        return Matches.readable(matches ? Stream.of(tenant) : Stream.empty(), Resources.TENANT, Tenant::getId);
    }
}
