package io.netbuild.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netbuild.audit.AuditLog;
import io.netbuild.identity.internal.JdbcApiKeyStore;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.security.Caller;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.RegistryChange;
import io.netbuild.tenant.RegistryReads;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Keys by which programs act as users. What a key may do is what its user may do at the time: it follows changes of roles, and ends with the membership. A
 * key is known for {@link #REMEMBERED} before it is looked up again, which is how long a revoked one can still be used on a server that does not hear of
 * it; usually each does at once.
 */
@ApplicationScoped
@Transactional
public class ApiKeys {

    static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcApiKeyStore store;
    private final UserDirectory users;
    private final RegistryReads reads;
    private final AuditLog audit;
    private final Cache<String, Caller> callers = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    @Inject
    ApiKeys(JdbcApiKeyStore store, UserDirectory users, RegistryReads reads, AuditLog audit) {
        this.store = store;
        this.users = users;
        this.reads = reads;
        this.audit = audit;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ApiKeys() {
        this(null, null, null, null);
    }

    /**
     * A new key, and the only time that its secret is told.
     *
     * @param secret the part after the dot; name and password for HTTP Basic and the message broker are id and secret
     */
    public record Issued(ApiKey key, String secret) {

        /** The whole key, as a bearer token. */
        public String token() {
            return key.id() + "." + secret;
        }

        @Override
        public String toString() {
            return "Issued[" + key.id() + "]"; // a secret must not get into logs
        }
    }

    /**
     * Makes a key for a user. Whoever calls has verified that the caller may do so.
     *
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_USER}, and {@link ErrorCode#FORBIDDEN} when the user does not belong to the tenant
     */
    public Issued issue(NewApiKey wish, String actor) {
        users.callerOf(users.get(wish.user()), wish.tenant());
        ApiKeyId id = ApiKeyId.random();
        String secret = Tokens.random();
        Sql.run(() -> store.insert(id, Tokens.hash(secret), wish, actor));
        record("api-key.created", get(id), actor);
        return new Issued(get(id), secret);
    }

    /** @throws NetBuildException with {@link ErrorCode#NOT_FOUND} */
    public ApiKey get(ApiKeyId id) {
        return Sql.call(() -> store.find(id))
                .orElseThrow(
                        () -> new NetBuildException(ErrorCode.NOT_FOUND, "There is no API key '%s'".formatted(id)));
    }

    /** Newest first, expired ones among them. */
    public Page<ApiKey> page(ApiKeyQuery query) {
        return Sql.call(() -> store.page(query));
    }

    /** Ends a key. One that was revoked before stays as it is. @throws NetBuildException with {@link ErrorCode#NOT_FOUND} */
    public void revoke(ApiKeyId id, String actor) {
        ApiKey key = get(id);
        if (Sql.call(() -> store.revoke(id))) {
            record("api-key.revoked", key, actor);
        }
        callers.invalidateAll();
    }

    /** Who acts by the key; empty when there is none, the secret is wrong, or it is no longer valid. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<Caller> callerOf(String id, String secret) {
        if (!ApiKeyId.isOne(id)) {
            return Optional.empty();
        }
        byte[] hash = Tokens.hash(secret);
        return Optional.ofNullable(callers.get(id + HexFormat.of().formatHex(hash), whole -> Sql.call(
                        () -> reads.call(() -> lookUp(new ApiKeyId(id), hash)))
                .orElse(null)));
    }

    void forget(@Observes RegistryChange change) {
        if (change instanceof RegistryChange.OfKey of) {
            callers.asMap().keySet().removeIf(key -> key.startsWith(of.id()));
        } else if (change instanceof RegistryChange.OfUser of) {
            callers.asMap().values().removeIf(caller -> caller.subject().equals(of.id()));
        } else if (change instanceof RegistryChange.OfAll) {
            callers.invalidateAll();
        }
    }

    /**
     * As whom a key's user acts now, for what was sent by the key before: the key may have been revoked or have expired. Asks the database each time. Empty
     * when there is no such key, or the user is disabled, gone, or no longer belongs where the key was good for.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<Caller> holderOf(ApiKeyId id) {
        return Sql.call(() -> store.find(id)).flatMap(key -> users.activeCallerOf(key.user(), key.tenant()));
    }

    private Optional<Caller> lookUp(ApiKeyId id, byte[] hash) {
        return Sql.call(() -> store.findBySecret(id, hash))
                .filter(key -> key.isValidAt(Instant.now()))
                .flatMap(key -> {
                    Sql.run(() -> store.touch(id));
                    return users.activeCallerOf(key.user(), key.tenant());
                });
    }

    private void record(String action, ApiKey key, String actor) {
        audit.record(
                actor,
                key.tenant(),
                action,
                Map.of("key", key.id().value(), "user", key.user().value()));
    }
}
