package io.netbuild.identity;

import io.netbuild.identity.internal.JdbcSignInAttemptStore;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;

/** Sign-ins at the identity provider that have begun. They are in the database, since the answer may come to another server of the installation. */
@ApplicationScoped
@Transactional
public class SignInAttempts {

    /** How long somebody may take at the identity provider. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private final JdbcSignInAttemptStore store;

    @Inject
    SignInAttempts(JdbcSignInAttemptStore store) {
        this.store = store;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected SignInAttempts() {
        this(null);
    }

    /** @param state random, known to the browser and the identity provider only */
    public void begin(String state, SignInAttempt attempt) {
        Sql.run(() -> {
            store.deleteExpired();
            store.insert(Tokens.hash(state), attempt, LONGEST);
        });
    }

    /** What was begun under the state; the second time, and after {@link #LONGEST}, it is empty. */
    public Optional<SignInAttempt> take(String state) {
        return Sql.call(() -> store.take(Tokens.hash(state)));
    }
}
