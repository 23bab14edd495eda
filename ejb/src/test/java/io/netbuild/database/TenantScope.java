package io.netbuild.database;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The tenant of the calling thread, which {@link TenantTransactions} hands to PostgreSQL. */
final class TenantScope {

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private TenantScope() {}

    static <T> T as(String tenant, Callable<T> work) {
        return within(tenant, work);
    }

    static void run(String tenant, Runnable work) {
        within(tenant, () -> {
            work.run();
            return true;
        });
    }

    static <T> T withoutTenant(Callable<T> work) {
        return within(null, work);
    }

    static @Nullable String current() {
        return CURRENT.get();
    }

    private static <T> T within(@Nullable String tenant, Callable<T> work) {
        String before = CURRENT.get();
        CURRENT.set(tenant);
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            CURRENT.set(before);
        }
    }
}
