package io.netbuild.identity;

import io.netbuild.identity.internal.JdbcUserStore;
import io.netbuild.identity.internal.JdbcUserStore.Credentials;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks passwords. After {@value #FREE_FAILURES} wrong ones in a row the user is locked for half a minute, and twice as long after each further one, up to a
 * quarter of an hour. Whether a user exists, is locked or disabled, or the password is wrong: the answer is the same.
 */
@ApplicationScoped
public class SignIns {

    static final int FREE_FAILURES = 5;
    private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

    private final JdbcUserStore users;

    @Inject
    SignIns(JdbcUserStore users) {
        this.users = users;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected SignIns() {
        this(null);
    }

    /**
     * The user whose password this is. A wrong one is counted in a transaction of its own.
     *
     * @throws NetBuildException with {@link ErrorCode#UNAUTHENTICATED}
     */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, dontRollbackOn = NetBuildException.class)
    public User verify(UserId id, String password) {
        Optional<Credentials> found = Sql.call(() -> users.credentialsForUpdate(id));
        boolean locked = found.isPresent() && found.get().user().lockedUntil() != null;
        String hash = locked ? null : found.map(Credentials::passwordHash).orElse(null);
        boolean right = Passwords.matches(password, hash);
        if (found.isEmpty() || locked) {
            throw refused();
        }
        Credentials credentials = found.get();
        int failures = right ? 0 : credentials.failures() + 1;
        if (failures != credentials.failures()) {
            Sql.run(() -> users.setFailures(id, failures, lockAfter(failures)));
        }
        if (!right || credentials.user().status() != UserStatus.ACTIVE) {
            throw refused();
        }
        return credentials.user();
    }

    /** How long nothing is tried after so many wrong passwords in a row. */
    static Duration lockAfter(int failures) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - FREE_FAILURES, 10);
        Duration lock = FIRST_LOCK.multipliedBy(1L << doublings);
        return lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK;
    }

    private static NetBuildException refused() {
        return new NetBuildException(
                ErrorCode.UNAUTHENTICATED,
                "User or password is wrong, or the user is locked for a while after too many wrong ones");
    }
}
