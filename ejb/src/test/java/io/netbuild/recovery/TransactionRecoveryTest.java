package io.netbuild.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.kernel.Tier;
import io.netbuild.tenant.ExternalKey;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.tm.XAResourceWrapper;
import org.junit.jupiter.api.Test;

class TransactionRecoveryTest {

    private final Servers servers = new Servers();
    private final Registry registry = new Registry();
    private final Log log = new Log();
    private final TransactionRecovery recovery = new TransactionRecovery(servers, registry, log);

    private static final class Servers extends PreparedBranches {

        private final Map<String, List<PreparedBranch>> prepared = new HashMap<>();
        private final Set<String> silent = new HashSet<>();
        private int asked;

        @Override
        Set<String> servers() {
            return new TreeSet<>(Set.of("default", "second"));
        }

        @Override
        List<PreparedBranch> on(String server) throws SQLException {
            asked++;
            if (silent.contains(server)) {
                throw new SQLException("no answer", "08001");
            }
            return prepared.getOrDefault(server, List.of());
        }

        void prepare(String server, String role) {
            prepared.computeIfAbsent(server, none -> new ArrayList<>())
                    .add(new PreparedBranch(
                            server,
                            "netbuild",
                            role,
                            "1_QQ==_QQ==",
                            BranchXid.of("1_QQ==_QQ==").orElseThrow()));
        }
    }

    private static final class Registry extends TenantRegistry {

        private final List<Tenant> tenants = new ArrayList<>();

        @Override
        public List<Tenant> withOwnEngine() {
            return tenants;
        }
    }

    private static final class Log extends TransactionLog {

        private boolean remains;

        @Override
        boolean hasRemains() {
            return remains;
        }
    }

    private List<String> names() {
        return Stream.of(recovery.look())
                .map(resource -> ((XAResourceWrapper) resource).getJndiName())
                .map(name -> name.replace("java:/datasources/", ""))
                .sorted()
                .toList();
    }

    private void live(String id, String server) {
        TenantId tenant = new TenantId(id);
        registry.tenants.add(new Tenant(
                tenant,
                ExternalKey.of(id, "a.example"),
                id,
                id,
                "a.example",
                Tier.GROWTH,
                TenantStatus.ACTIVE,
                null,
                Map.of(),
                Map.of(),
                Placement.of(tenant, Isolation.DATABASE, server),
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                1));
    }

    @Test
    void nothingShouldBeOfferedWhenNothingIsInDoubt() {
        live("a", "default");

        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsPreparedShouldBeOfferedByServerAndNotByThePlainName() {
        servers.prepare("default", "tenant_a");
        servers.prepare("default", "netbuild_app");
        servers.prepare("second", "tenant_a");

        assertThat(names()).containsExactly("netbuild-shared@default", "tenant-a@default", "tenant-a@second");
    }

    @Test
    void plainNamesShouldBeOfferedForRecordsThatRemain() {
        live("a", "default");
        live("b", "second");
        log.remains = true;

        assertThat(names()).containsExactly("netbuild-shared", "netbuild-system", "tenant-a", "tenant-b");
    }

    /** Or the manager would take for committed what is only not to be seen. */
    @Test
    void noPlainNameShouldBeOfferedOfAServerThatIsSilent() {
        live("a", "default");
        live("b", "second");
        log.remains = true;

        servers.silent.add("second");
        assertThat(names()).containsExactly("netbuild-shared", "netbuild-system", "tenant-a");
        servers.silent.add("default");
        assertThat(names()).isEmpty();
    }

    @Test
    void aServerThatIsSilentShouldNotBeAskedAgainAtOnce() {
        servers.silent.add("second");
        names();
        names();
        names();

        assertThat(servers.asked).isEqualTo(4);
    }
}
