package io.netbuild.workflow.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netbuild.identity.ApiKeyId;
import io.netbuild.identity.ApiKeys;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.security.Caller;
import io.netbuild.workflow.CommandRefusedException;
import io.netbuild.workflow.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** As whom commands are carried out: the user of the key that they were sent with. Answers are remembered for {@link #LIFETIME}. */
@ApplicationScoped
public class Senders {

    static final Duration LIFETIME = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;

    private final ApiKeys keys;
    private final Cache<String, Optional<Caller>> callers = Caffeine.newBuilder()
            .expireAfterWrite(LIFETIME)
            .maximumSize(MOST_REMEMBERED)
            .build();

    @Inject
    Senders(ApiKeys keys) {
        this.keys = keys;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Senders() {
        this(null);
    }

    /**
     * Who has sent the command; empty when it was the application itself. That the key was revoked meanwhile does not matter.
     *
     * @throws CommandRefusedException with {@link RefusalReason#FORBIDDEN_TENANT} when the user is disabled, gone, or no member of the tenant any more
     * @throws NetBuildException when the directory of users does not answer
     */
    Optional<Caller> of(IncomingCommand command) {
        String key = command.producer();
        if (key == null) {
            return Optional.empty();
        }
        Optional<Caller> caller = callers.get(key, this::read);
        if (caller.isEmpty() || !belongsTo(caller.get(), command)) {
            throw new CommandRefusedException(
                    RefusalReason.FORBIDDEN_TENANT,
                    "The user of key '%s' does not belong to tenant '%s' any more".formatted(key, command.tenant()));
        }
        return caller;
    }

    private Optional<Caller> read(String key) {
        return ApiKeyId.isOne(key) ? keys.holderOf(new ApiKeyId(key)) : Optional.empty();
    }

    private static boolean belongsTo(Caller caller, IncomingCommand command) {
        return caller.isOperator()
                || caller.tenant().filter(command.tenant()::equals).isPresent();
    }
}
