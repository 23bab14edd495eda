package io.netbuild.job;

import io.netbuild.kernel.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;

/**
 * Locks due jobs of an engine for this server, and says whose they are; see {@link JobTable}. An engine that is set to be aware of
 * deployments gets jobs of those only that are registered with it.
 *
 * @param perTenant how many jobs of one tenant may be here
 * @param limit how many are locked at most
 * @param held how many batches of each tenant are here already
 */
record AcquireJobs(
        String engine,
        boolean shared,
        String lockOwner,
        Duration lockTime,
        int perTenant,
        int limit,
        Map<String, Integer> held)
        implements Command<List<AcquiredBatch>> {

    @Override
    public List<AcquiredBatch> execute(CommandContext context) {
        Connection connection = context.getDbSqlSession().getSqlSession().getConnection();
        JobTable.Wanted wanted = new JobTable.Wanted(
                shared, perTenant, limit, held, deployments(context.getProcessEngineConfiguration()));
        long runBefore = AcquiredBatch.runBefore(lockTime);
        try {
            return batches(JobTable.lock(connection, wanted, lockOwner, lockTime), runBefore);
        } catch (SQLException e) {
            throw new IllegalStateException("Jobs cannot be acquired", e);
        }
    }

    private static @Nullable Set<String> deployments(ProcessEngineConfigurationImpl configuration) {
        return configuration.isJobExecutorDeploymentAware() ? configuration.getRegisteredDeployments() : null;
    }

    /** Exclusive jobs of one process instance are one batch. */
    private List<AcquiredBatch> batches(List<JobTable.Locked> locked, long runBefore) {
        Map<String, List<JobTable.Locked>> together = new LinkedHashMap<>();
        for (JobTable.Locked job : locked) {
            String with = job.exclusive() && job.processInstance() != null ? job.processInstance() : "job " + job.id();
            together.computeIfAbsent(with, none -> new ArrayList<>()).add(job);
        }
        return together.values().stream()
                .map(jobs -> new AcquiredBatch(
                        engine,
                        Optional.ofNullable(jobs.get(0).tenant()).map(TenantId::new),
                        jobs.stream().map(JobTable.Locked::id).toList(),
                        runBefore))
                .toList();
    }
}
