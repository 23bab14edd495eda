package io.netbuild.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.context.BoundTenants;
import io.netbuild.context.TenantContext;
import org.camunda.commons.utils.cache.Cache;
import org.junit.jupiter.api.Test;

class TenantScopedCachesTest {

    private final Cache<String, String> cache = new TenantScopedCaches().createCache(10);

    @Test
    void aTenantShouldNotFindWhatAnotherHasLoaded() {
        in("red", () -> cache.put("id", "model"));

        in("blue", () -> {
            assertThat(cache.get("id")).isNull();
            assertThat(cache.isEmpty()).isTrue();
            assertThat(cache.size()).isZero();
            assertThat(cache.keySet()).isEmpty();
        });
        in("red", () -> assertThat(cache.get("id")).isEqualTo("model"));
    }

    @Test
    void whatIsRemovedShouldBeGoneForAll() {
        in("red", () -> cache.put("id", "model"));
        in("blue", () -> cache.put("id", "model"));

        in("blue", () -> cache.remove("id"));

        in("red", () -> assertThat(cache.get("id")).isNull());
    }

    private static void in(String tenant, Runnable work) {
        try (TenantContext.Entered scope = TenantContext.enter(BoundTenants.shared(tenant))) {
            work.run();
        }
    }
}
