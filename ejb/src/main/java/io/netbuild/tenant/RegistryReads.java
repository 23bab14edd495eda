package io.netbuild.tenant;

import io.netbuild.kernel.NetBuildException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The registry's tables as requests read them that cannot go on without: on few threads of their own and outside of any transaction, so that whoever asks does not wait long,
 * whatever keeps the database, its driver or the pool: a second, and some more while the {@link RegistryLease} says that the database answers and is only slow. After a read that was
 * not answered in time all fail at once for a moment, which ends when the lease comes back. Each user has its own, since one table may be locked while another can be read. Thread-safe.
 */
@Dependent
public class RegistryReads {

    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RegistryLease lease;
    private @Nullable PatientReads reads;

    @Resource
    ManagedThreadFactory threadFactory;

    @Inject
    RegistryReads(RegistryLease lease) {
        this.lease = lease;
    }

    @PostConstruct
    void start() {
        reads = new PatientReads(
                THREADS, threadFactory, new PatientReads.Limits(PATIENCE, LONGEST, PAUSE), lease::isConfirmed);
    }

    /**
     * @throws SQLException what the work throws, and with SQLSTATE 08006 when it was not done in time
     * @throws NetBuildException what the work throws
     */
    public <T> T call(Sql.Call<T> work) throws SQLException {
        if (reads == null) {
            throw new IllegalStateException("Reads of the registry have not been started");
        }
        return reads.call(work);
    }

    @PreDestroy
    void stop() {
        if (reads != null) {
            reads.close();
        }
    }
}
