package io.netbuild.identity;

import io.netbuild.identity.internal.JdbcMembershipStore;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/**
 * The active members of one tenant, as its engine may know them. Reads outside of the caller's transaction, which is one of the tenant's own database.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class TenantUsers {

    private final JdbcMembershipStore store;
    private final SignIns signIns;

    @Inject
    TenantUsers(JdbcMembershipStore store, SignIns signIns) {
        this.store = store;
        this.signIns = signIns;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantUsers() {
        this(null, null);
    }

    /** All of them, ordered by id. */
    public List<TenantUser> all(TenantId tenant) {
        return Sql.call(() -> store.users(tenant));
    }

    /** @param id any text: what is no user's id is nobody's */
    public Optional<TenantUser> find(TenantId tenant, String id) {
        return Sql.call(() -> store.user(tenant, id));
    }

    /** Whether this is the password of a member; wrong ones count as those of any sign-in do. */
    public boolean hasPassword(TenantId tenant, String id, String password) {
        Optional<TenantUser> user = find(tenant, id);
        if (user.isEmpty()) {
            return false;
        }
        try {
            signIns.verify(user.get().id(), password);
            return true;
        } catch (NetBuildException e) {
            return false;
        }
    }
}
