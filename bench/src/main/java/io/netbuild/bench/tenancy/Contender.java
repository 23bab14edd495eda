package io.netbuild.bench.tenancy;

import io.netbuild.bench.load.LoadResult;
import java.time.Duration;

/** Somebody who can start instances and complete their task. */
interface Contender {

    String name();

    /** Does so on that many threads for that time. */
    LoadResult run(int threads, Duration duration) throws Exception;
}
