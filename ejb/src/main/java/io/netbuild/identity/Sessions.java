package io.netbuild.identity;

import io.netbuild.audit.AuditLog;
import io.netbuild.identity.internal.JdbcSessionStore;
import io.netbuild.security.Caller;
import io.netbuild.tenant.RegistryReads;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in by a browser, kept in the database: the same on every server of the installation, over restarts, and ended for all of them at once. A
 * session ends when it was not used for {@code netbuild.session.idle} (default 30 minutes), when it is {@code netbuild.session.longest} old (default 12
 * hours), by signing out, by a new password, when its user is disabled, and with the user or the membership. What a user may do is looked up, so that a change of roles needs no new
 * sign-in.
 */
@ApplicationScoped
@Transactional
public class Sessions {

    private final JdbcSessionStore store;
    private final UserDirectory users;
    private final RegistryReads reads;
    private final AuditLog audit;
    private final Duration idle;
    private final Duration longest;
    private final SessionCallers callers;
    private final Event<SessionsEnded> ended;

    @Inject
    Sessions(
            JdbcSessionStore store,
            UserDirectory users,
            RegistryReads reads,
            AuditLog audit,
            SessionCallers callers,
            Event<SessionsEnded> ended,
            @ConfigProperty(name = "netbuild.session.idle", defaultValue = "PT30M") Duration idle,
            @ConfigProperty(name = "netbuild.session.longest", defaultValue = "PT12H") Duration longest) {
        this.store = store;
        this.users = users;
        this.reads = reads;
        this.audit = audit;
        this.callers = callers;
        this.ended = ended;
        this.idle = idle;
        this.longest = longest;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Sessions() {
        this(null, null, null, null, null, null, Duration.ZERO, Duration.ZERO);
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
        return callers.of(Tokens.hash(token), hash -> Sql.call(() -> reads.call(() -> lookUp(hash))));
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

    /** The user of the directory whose session it is; empty when there is none, it has ended, or the identity provider has vouched for whoever it is. */
    public Optional<UserId> userOf(String token) {
        return Sql.call(() -> store.findAndTouch(Tokens.hash(token), idle)).map(Session::user);
    }

    /** Ends a session; does nothing when there is none. On another server it is gone when that hears of it, {@link ApiKeys#REMEMBERED} later at most. */
    public void end(String token) {
        byte[] hash = Tokens.hash(token);
        Sql.call(() -> store.delete(hash))
                .ifPresent(session -> audit.record(session.subject(), session.tenant(), "session.closed", Map.of()));
        callers.forget(hash);
    }

    /** Ends all sessions of a user of the directory; at once on this server, on others within {@link ApiKeys#REMEMBERED}. */
    public void endAllOf(UserId user, String actor) {
        Sql.run(() -> store.deleteOfUser(user));
        audit.record(actor, null, "sessions.closed", Map.of("user", user.value()));
        ended.fire(new SessionsEnded(user));
    }
}
