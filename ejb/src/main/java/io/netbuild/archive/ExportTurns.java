package io.netbuild.archive;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who may export on this node at the same time: {@code netbuild.export.at-once} tenants (default 8), each once. Each export keeps a session, a snapshot and a thread for as long as its reader takes, so that one slow
 * reader must not take what others need. Thread-safe.
 */
@ApplicationScoped
public class ExportTurns {

    private static final int RETRY_AFTER_SECONDS = 10;

    private final int most;
    private final Set<TenantId> present = new HashSet<>();

    @Inject
    ExportTurns(@ConfigProperty(name = "netbuild.export.at-once", defaultValue = "8") int most) {
        if (most < 1) {
            throw InvalidField.of("netbuild.export.at-once", most, "1 or more");
        }
        this.most = most;
    }

    /** For the CDI proxy. */
    protected ExportTurns() {
        this(1);
    }

    /** @throws NetBuildException with {@link ErrorCode#TOO_MANY_CALLS} */
    synchronized void begin(TenantId tenant) {
        if (present.contains(tenant)) {
            throw tooMany("Tenant '%s' is being exported on this server already".formatted(tenant));
        }
        if (present.size() >= most) {
            throw tooMany("There are %d exports on this server already".formatted(most));
        }
        present.add(tenant);
    }

    private static NetBuildException tooMany(String detail) {
        return new NetBuildException(
                ErrorCode.TOO_MANY_CALLS, detail, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
    }

    synchronized void end(TenantId tenant) {
        present.remove(tenant);
    }
}
