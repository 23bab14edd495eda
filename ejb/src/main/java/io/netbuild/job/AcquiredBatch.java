package io.netbuild.job;

import io.netbuild.kernel.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Jobs that one thread runs one after the other: a single one, or exclusive ones of one process instance.
 *
 * @param tenant empty for the platform's own jobs, such as history clean-up
 */
record AcquiredBatch(Optional<TenantId> tenant, List<String> jobIds) {

    AcquiredBatch {
        jobIds = List.copyOf(jobIds);
    }
}
