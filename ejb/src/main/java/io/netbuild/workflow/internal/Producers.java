package io.netbuild.workflow.internal;

import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.RegistryChange;
import io.netbuild.tenant.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * For which tenants the holder of a key may send. The broker has verified the key when it was used; here it is only asked whose it is, so a message
 * that was sent before its key was revoked is still good. Answers are remembered for {@link #LIFETIME}.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class Producers {

    private static final Duration LIFETIME = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    /** @param tenant the only one that the key is good for; null: all, as an operator's, when known, none otherwise */
    private record Answer(boolean known, @Nullable String tenant, long readAt) {

        boolean isFresh() {
            return System.nanoTime() - readAt < LIFETIME.toNanos();
        }
    }

    /** Whether the holder of the key may name the tenant. */
    public boolean mayName(String key, TenantId tenant) {
        Answer answer = answers.get(key);
        if (answer == null || !answer.isFresh()) {
            if (answers.size() >= MOST_REMEMBERED) {
                answers.clear();
            }
            answer = Sql.call(() -> read(key));
            answers.put(key, answer);
        }
        return answer.known() && (answer.tenant() == null || answer.tenant().equals(tenant.value()));
    }

    void forget(@Observes RegistryChange change) {
        if (change instanceof RegistryChange.OfKey of) {
            answers.remove(of.id());
        } else if (change instanceof RegistryChange.OfUser || change instanceof RegistryChange.OfAll) {
            answers.clear();
        }
    }

    private Answer read(String key) throws java.sql.SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        select k.tenant_id from netbuild.api_keys k join netbuild.users u on u.id = k.user_id
                        where k.id = ? and u.operator = (k.tenant_id is null)
                        """)) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Answer(true, row.getString(1), System.nanoTime())
                        : new Answer(false, null, System.nanoTime());
            }
        }
    }
}
