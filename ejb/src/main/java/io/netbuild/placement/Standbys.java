package io.netbuild.placement;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGProperty;

/**
 * Which databases can be read from the standby of their server while the primary does not answer: with {@code netbuild.tenant.standby-reads=when-down} those of
 * {@link Isolation#DATABASE} tenants whose server has one, else ({@code never}, the default) none. A standby may lag behind, so that this is for the operator to
 * choose.
 */
@ApplicationScoped
public class Standbys {

    private static final String NEVER = "never";
    private static final String WHEN_DOWN = "when-down";

    private final PostgresServers servers;
    private final TenantPasswords passwords;
    private final boolean reads;
    private final int socketTimeout;

    @Inject
    Standbys(
            PostgresServers servers,
            TenantPasswords passwords,
            @ConfigProperty(name = "netbuild.tenant.standby-reads", defaultValue = NEVER) String reads,
            @ConfigProperty(name = "netbuild.database.socket-timeout", defaultValue = "90") int socketTimeout) {
        if (!reads.equals(NEVER) && !reads.equals(WHEN_DOWN)) {
            throw InvalidField.of("netbuild.tenant.standby-reads", reads, NEVER + " or " + WHEN_DOWN);
        }
        this.servers = servers;
        this.passwords = passwords;
        this.reads = reads.equals(WHEN_DOWN);
        this.socketTimeout = socketTimeout;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Standbys() {
        this.servers = null;
        this.passwords = null;
        this.reads = false;
        this.socketTimeout = 0;
    }

    /** Empty when the placement's database cannot be read from a standby. */
    Optional<StandbyReads> of(Placement placement, TransactionSynchronizationRegistry transactions) {
        if (!reads || placement.isolation() != Isolation.DATABASE) {
            return Optional.empty();
        }
        return servers.get(placement.server())
                .standbyUrlOf(placement.database())
                .map(url -> new StandbyReads(url, properties(placement), transactions));
    }

    private Properties properties(Placement placement) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, placement.role());
        PGProperty.PASSWORD.set(properties, passwords.of(new TenantId(placement.engine())));
        PGProperty.CURRENT_SCHEMA.set(properties, placement.schema());
        PGProperty.CONNECT_TIMEOUT.set(properties, 2);
        PGProperty.LOGIN_TIMEOUT.set(properties, 4);
        PGProperty.SOCKET_TIMEOUT.set(properties, socketTimeout);
        PGProperty.APPLICATION_NAME.set(properties, placement.datasource() + "-standby");
        return properties;
    }
}
