package io.netbuild.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Repeats an operation on some threads for some time, each thread as fast as it can. */
public final class Load {

    private Load() {}

    /** What is repeated. */
    @FunctionalInterface
    public interface Operation {
        void run() throws Exception;
    }

    /**
     * Returns when the last operation that began in time has ended.
     *
     * @throws ExecutionException when an operation failed: there is no result then
     */
    public static LoadResult run(int threads, Duration duration, ThreadFactory factory, Operation operation)
            throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, factory);
        try {
            long start = System.nanoTime();
            long deadline = start + duration.toNanos();
            List<Callable<Latencies>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> repeat(operation, deadline));
            }
            Latencies all = new Latencies();
            for (Future<Latencies> done : pool.invokeAll(tasks)) {
                all.addAll(done.get());
            }
            return all.over(Duration.ofNanos(System.nanoTime() - start));
        } finally {
            pool.shutdownNow();
        }
    }

    private static Latencies repeat(Operation operation, long deadline) throws Exception {
        Latencies latencies = new Latencies();
        for (long begin = System.nanoTime(); begin < deadline; ) {
            operation.run();
            long end = System.nanoTime();
            latencies.add(end - begin);
            begin = end;
        }
        return latencies;
    }
}
