package io.netbuild.schedule;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Does everything in the contexts, such as that of names, of whoever has asked for it. What is asked for after the end is dropped without a word. */
final class ContextualScheduler extends ScheduledThreadPoolExecutor {

    private final UnaryOperator<Runnable> contextual;

    /** @param contextual what is to be done, in the present contexts */
    ContextualScheduler(int threads, ThreadFactory threadFactory, UnaryOperator<Runnable> contextual) {
        super(threads, threadFactory, new ThreadPoolExecutor.DiscardPolicy());
        this.contextual = contextual;
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return super.schedule(contextual.apply(command), delay, unit);
    }

    /** @throws UnsupportedOperationException always: nobody waits for what is done here */
    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("What is done later has no result");
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return super.scheduleAtFixedRate(contextual.apply(command), initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return super.scheduleWithFixedDelay(contextual.apply(command), initialDelay, delay, unit);
    }
}
