package io.netbuild.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryCacheTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RegistryLease lease = new RegistryLease(Duration.ofSeconds(2), nanos::get, () -> Instant.EPOCH);
    private final AtomicInteger reads = new AtomicInteger();
    private @Nullable String registry = "old";
    private boolean broken;
    private Runnable meanwhile = () -> {};

    private final RegistryCache<String, String> cache = new RegistryCache<>(lease, key -> {
        reads.incrementAndGet();
        if (broken) {
            throw new SQLException("broken");
        }
        @Nullable String read = registry;
        meanwhile.run();
        return Optional.ofNullable(read);
    });

    private void confirm() {
        lease.confirm(lease.now(), 1);
    }

    private void expire() {
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    }

    private String get() throws SQLException {
        return cache.get("key")
                .map(known -> known.value() + (known.certain() ? "" : "?"))
                .orElse("none");
    }

    @Test
    void aConfirmedNodeShouldReadOnce() throws SQLException {
        confirm();

        for (int i = 0; i < 10; i++) {
            assertThat(get()).isEqualTo("old");
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void whatWasForgottenShouldBeReadAgain() throws SQLException {
        confirm();
        get();
        registry = "new";
        assertThat(get()).isEqualTo("old");

        cache.forget("key");

        assertThat(get()).isEqualTo("new");
    }

    @Test
    void aNodeThatIsNotConfirmedShouldReadEachTime() throws SQLException {
        confirm();
        get();
        expire();
        registry = "new";

        assertThat(get()).isEqualTo("new");
        registry = "newest";
        assertThat(get()).isEqualTo("newest");
    }

    @Test
    void whatCannotBeReadShouldBeToldAsUncertain() throws SQLException {
        confirm();
        get();
        expire();
        broken = true;

        assertThat(get()).isEqualTo("old?");
        confirm();
        assertThat(get()).isEqualTo("old");
    }

    @Test
    void whatWasNeverReadShouldFail() {
        broken = true;

        assertThatThrownBy(this::get).isInstanceOf(SQLException.class);
    }

    @Test
    void whatWasReadWhileItChangedShouldNotBeKept() throws SQLException {
        confirm();
        meanwhile = () -> cache.forget("key");
        assertThat(get()).isEqualTo("old");
        meanwhile = () -> {};
        registry = "new";

        assertThat(get()).isEqualTo("new");
    }

    @Test
    void whatIsNotThereShouldNotBeRemembered() throws SQLException {
        confirm();
        registry = null;
        assertThat(get()).isEqualTo("none");
        registry = "made";

        assertThat(get()).isEqualTo("made");
    }
}
