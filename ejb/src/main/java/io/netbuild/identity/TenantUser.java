package io.netbuild.identity;

import io.netbuild.security.Role;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A user as its tenant sees it.
 *
 * @param groups the role, by its name, and the tenant's own groups; sorted
 */
public record TenantUser(UserId id, String displayName, String email, Set<String> groups) {

    /** The groups that every tenant has: what stands for the roles of its members. */
    public static final Set<String> ROLE_GROUPS = Set.of(Role.TENANT_ADMIN.claim(), Role.USER.claim());

    public TenantUser {
        groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    }
}
