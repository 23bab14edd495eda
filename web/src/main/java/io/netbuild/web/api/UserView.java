package io.netbuild.web.api;

import io.netbuild.identity.Membership;
import io.netbuild.identity.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as the API shows it.
 *
 * @param lockedUntil null when it is not locked
 * @param memberships null in lists
 */
public record UserView(
        String id,
        String displayName,
        String email,
        boolean operator,
        String status,
        boolean hasPassword,
        @Nullable Instant lockedUntil,
        @Nullable List<MembershipView> memberships,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** A membership, seen from the user or from the tenant. */
    public record MembershipView(String user, String tenant, String role, List<String> groups, Instant since) {

        static MembershipView of(Membership membership) {
            return new MembershipView(
                    membership.user().value(),
                    membership.tenant().value(),
                    membership.role().claim(),
                    membership.groups(),
                    membership.since());
        }
    }

    /** @param memberships null to leave them out */
    static UserView of(User user, @Nullable List<Membership> memberships) {
        return new UserView(
                user.id().value(),
                user.displayName(),
                user.email(),
                user.operator(),
                user.status().name(),
                user.hasPassword(),
                user.lockedUntil(),
                memberships == null
                        ? null
                        : memberships.stream().map(MembershipView::of).toList(),
                user.createdAt(),
                user.updatedAt(),
                user.version());
    }
}
