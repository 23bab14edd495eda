package io.netbuild.bench.noisy;

/** Where the tenants of the benchmark live: the platform, or the stock engine. */
interface House extends AutoCloseable {

    String name();

    /** Makes instances that wait for moments of their own. @param spacing between two of them, in milliseconds */
    void prepare(String tenant, int count, long from, double spacing);

    /** A call of the tenant's, answered when it returns. */
    void call(String tenant);

    Lateness lateness();

    @Override
    void close();
}
