package io.netbuild.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netbuild.audit.AuditLog;
import io.netbuild.identity.internal.JdbcSessionStore;
import io.netbuild.security.Caller;
import io.netbuild.tenant.RegistryChange;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in by a browser, kept in the database: the same on every server of the installation, over restarts, and ended for all of them at once. A
 * session ends when it was not used for {@code netbuild.session.idle} (default 30 minutes), when it is {@code netbuild.session.longest} old (default 12
 * hours), by signing out, by a new password, and with the user or the membership. What a user may do is looked up, so that a change of roles needs no new
 * sign-in.
 */
@ApplicationScoped
@Transactional
public class Sessions {

    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcSessionStore store;
    private final UserDirectory users;
    private final AuditLog audit;
    private final Duration idle;
    private final Duration longest;
    private final Cache<ByteBuffer, Caller> callers = Caffeine.newBuilder()
            .expireAfterWrite(ApiKeys.REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    @Inject
    Sessions(
            JdbcSessionStore store,
            UserDirectory users,
            AuditLog audit,
            @ConfigProperty(name = "netbuild.session.idle", defaultValue = "PT30M") Duration idle,
            @ConfigProperty(name = "netbuild.session.longest", defaultValue = "PT12H") Duration longest) {
        this.store = store;
        this.users = users;
        this.audit = audit;
        this.idle = idle;
        this.longest = longest;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Sessions() {
        this(null, null, null, Duration.ZERO, Duration.ZERO);
    }

    /** Begins a session of a user of the directory. @return its token, for the browser's cookie and nothing else */
    public String open(Caller caller) {
        return open(caller, new UserId(caller.subject()), Set.of());
    }

    /** Begins a session of a user that the identity provider has vouched for. @return its token, for the browser's cookie and nothing else */
    public String openExternal(Caller caller) {
        return open(caller, null, caller.groups());
    }

    private String open(Caller caller, @Nullable UserId user, Set<String> groups) {
        String token = Tokens.random();
        Instant now = Instant.now();
        Session session =
                new Session(caller.subject(), user, caller.tenant().orElse(null), groups, now, now.plus(longest));
        Sql.run(() -> {
            store.deleteEnded(idle);
            store.insert(Tokens.hash(token), session);
        });
        audit.record(
                caller.subject(),
                session.tenant(),
                "session.opened",
                Map.of("by", user == null ? "identity provider" : "password"));
        return token;
    }

    /** Whose session it is; empty when there is none or it has ended. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<Caller> callerOf(String token) {
        byte[] hash = Tokens.hash(token);
        return Optional.ofNullable(
                callers.get(ByteBuffer.wrap(hash), key -> lookUp(hash).orElse(null)));
    }

    private Optional<Caller> lookUp(byte[] hash) {
        return Sql.call(() -> store.findAndTouch(hash, idle)).flatMap(session -> {
            if (session.user() == null) {
                return Optional.of(
                        new Caller(session.subject(), session.groups(), Optional.ofNullable(session.tenant())));
            }
            return users.activeCallerOf(session.user(), session.tenant());
        });
    }

    void forget(@Observes RegistryChange change) {
        if (change instanceof RegistryChange.OfSession of) {
            callers.invalidate(ByteBuffer.wrap(HexFormat.of().parseHex(of.tokenHash())));
        } else if (change instanceof RegistryChange.OfUser of) {
            callers.asMap().values().removeIf(caller -> caller.subject().equals(of.id()));
        } else if (change instanceof RegistryChange.OfAll) {
            callers.invalidateAll();
        }
    }

    /** Ends a session; does nothing when there is none. On another server it is gone when that hears of it, {@link ApiKeys#REMEMBERED} later at most. */
    public void end(String token) {
        byte[] hash = Tokens.hash(token);
        Sql.call(() -> store.delete(hash))
                .ifPresent(session -> audit.record(session.subject(), session.tenant(), "session.closed", Map.of()));
        callers.invalidate(ByteBuffer.wrap(hash));
    }
}
