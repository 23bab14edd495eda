package io.netbuild.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netbuild.security.Caller;
import io.netbuild.tenant.RegistryChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** Whose the sessions are that this server has seen in the last {@link ApiKeys#REMEMBERED}. */
@ApplicationScoped
class SessionCallers {

    private static final int MOST_REMEMBERED = 10_000;

    private final Cache<ByteBuffer, Caller> callers = Caffeine.newBuilder()
            .expireAfterWrite(ApiKeys.REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    /** @param lookUp what is asked when it is not known; an empty answer is not remembered */
    Optional<Caller> of(byte[] tokenHash, Function<byte[], Optional<Caller>> lookUp) {
        return Optional.ofNullable(callers.get(
                ByteBuffer.wrap(tokenHash), key -> lookUp.apply(tokenHash).orElse(null)));
    }

    void forget(byte[] tokenHash) {
        callers.invalidate(ByteBuffer.wrap(tokenHash));
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) SessionsEnded ended) {
        callers.invalidateAll();
    }

    void forget(@Observes RegistryChange change) {
        if (change instanceof RegistryChange.OfSession of) {
            forget(HexFormat.of().parseHex(of.tokenHash()));
        } else if (change instanceof RegistryChange.OfUser of) {
            callers.asMap().values().removeIf(caller -> caller.subject().equals(of.id()));
        } else if (change instanceof RegistryChange.OfAll) {
            callers.invalidateAll();
        }
    }
}
