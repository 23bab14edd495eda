package io.netbuild.identity;

import io.netbuild.identity.internal.JdbcUserStore;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The operator of an installation that has none yet, {@code netbuild.first-operator.*}: somebody has to make the first user. With a {@code password}, in the
 * environment {@code NETBUILD_FIRST_OPERATOR_PASSWORD}, the user {@code id} (default {@code operator}) is made; as soon as there is any operator, nothing is.
 */
@ApplicationScoped
public class FirstOperator {

    private static final String ACTOR = "first start";

    private final UserDirectory users;
    private final JdbcUserStore store;
    private final String id;
    private final String email;
    private final Optional<String> password;

    @Inject
    FirstOperator(
            UserDirectory users,
            JdbcUserStore store,
            @ConfigProperty(name = "netbuild.first-operator.id", defaultValue = "operator") String id,
            @ConfigProperty(name = "netbuild.first-operator.email", defaultValue = "operator@netbuild.invalid")
                    String email,
            @ConfigProperty(name = "netbuild.first-operator.password") Optional<String> password) {
        this.users = users;
        this.store = store;
        this.id = id;
        this.email = email;
        this.password = password;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected FirstOperator() {
        this(null, null, "", "", Optional.empty());
    }

    /** Does nothing without a password, and when there is an operator. Of two servers that start at once one makes it. */
    public void create() {
        if (password.isEmpty() || Sql.call(store::hasOperator)) {
            return;
        }
        try {
            users.create(new NewUser(new UserId(id), "First operator", email, true, password.get()), ACTOR);
        } catch (NetBuildException e) {
            if (e.code() != ErrorCode.USER_EXISTS) {
                throw e;
            }
        }
    }
}
