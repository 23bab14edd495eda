package io.netbuild.engine.internal;

import io.netbuild.job.EngineJobs;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * Sees every statement of the engine that can make a job due, whatever part of it the statement comes from, so that the executor knows when the next job is due
 * without asking the database. The executor is told after the commit: what is rolled back was never there.
 *
 * <p>Not a session of the command, although it is about one: a session that is opened while others are flushed has the engine flush one of them twice.
 */
@Intercepts(
        @Signature(
                type = Executor.class,
                method = "update",
                args = {MappedStatement.class, Object.class}))
final class JobHints implements Interceptor {

    /** Of single jobs, with the job as their parameter. */
    private static final Set<String> SINGLE = Set.of(
            "insertTimer",
            "updateTimer",
            "insertMessage",
            "updateMessage",
            "insertEverLivingJob",
            "updateEverLivingJob");

    /** Of many jobs at once. */
    private static final Set<String> BULK =
            Set.of("updateJobSuspensionStateByParameters", "updateFailedJobRetriesByParameters");

    private static final ThreadLocal<@Nullable Hint> CURRENT = new ThreadLocal<>();

    /** The earliest job of one command; changed by its thread only. */
    private static final class Hint {
        private final CommandContext command;
        private Duration earliest;

        Hint(CommandContext command, Duration in) {
            this.command = command;
            this.earliest = in;
        }
    }

    @Override
    public Object intercept(Invocation invocation) throws Throwable {
        String id = ((MappedStatement) invocation.getArgs()[0]).getId();
        String name = id.substring(id.lastIndexOf('.') + 1);
        if (SINGLE.contains(name) && invocation.getArgs()[1] instanceof JobEntity job) {
            if (isWaiting(job)) {
                due(until(job.getDuedate()));
            }
        } else if (BULK.contains(name)) {
            due(Duration.ZERO);
        }
        return invocation.proceed();
    }

    private static boolean isWaiting(JobEntity job) {
        return job.getRetries() > 0
                && job.getLockOwner() == null
                && job.getSuspensionState() == SuspensionState.ACTIVE.getStateCode();
    }

    private static Duration until(@Nullable Date due) {
        long millis =
                due == null ? 0 : due.getTime() - ClockUtil.getCurrentTime().getTime();
        return Duration.ofMillis(Math.max(0, millis));
    }

    private static void due(Duration in) {
        CommandContext command = Context.getCommandContext();
        Hint known = CURRENT.get();
        if (known != null && known.command == command) {
            known.earliest = in.compareTo(known.earliest) < 0 ? in : known.earliest;
            return;
        }
        Hint hint = new Hint(command, in);
        EngineJobs executor =
                (EngineJobs) command.getProcessEngineConfiguration().getJobExecutor();
        command.getTransactionContext().addTransactionListener(TransactionState.COMMITTED, ended -> {
            CURRENT.remove();
            executor.jobWillBeDue(hint.earliest);
        });
        command.getTransactionContext().addTransactionListener(TransactionState.ROLLED_BACK, ended -> CURRENT.remove());
        CURRENT.set(hint);
    }
}
