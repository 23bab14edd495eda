package io.netbuild.engine.internal;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.TenantContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.CacheFactory;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DefaultCacheFactory;
import org.camunda.commons.utils.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Caches of definitions and models in which a tenant finds only what it has put there. The engine's own caches answer by id alone: a tenant that
 * knows another's definition id would get its model from memory, without asking the database at all.
 */
final class TenantScopedCaches implements CacheFactory {

    @Override
    public <T> Cache<String, T> createCache(int capacity) {
        return new TenantScopedCache<>(new DefaultCacheFactory().createCache(capacity));
    }

    /** Keeps an element for each scope that has loaded it; an element is evicted for all of them at once. */
    private static final class TenantScopedCache<T> implements Cache<String, T> {

        private static final String NO_TENANT = "";

        private final Cache<String, Map<String, T>> byId;

        TenantScopedCache(Cache<String, Map<String, T>> byId) {
            this.byId = byId;
        }

        private static String scope() {
            return TenantContext.tenant()
                    .map(BoundTenant::id)
                    .map(Object::toString)
                    .orElse(NO_TENANT);
        }

        @Override
        public @Nullable T get(String id) {
            Map<String, T> byScope = byId.get(id);
            return byScope == null ? null : byScope.get(scope());
        }

        @Override
        public void put(String id, T element) {
            Map<String, T> byScope = byId.get(id);
            if (byScope == null) {
                byScope = new ConcurrentHashMap<>();
                byId.put(id, byScope);
            }
            byScope.put(scope(), element);
        }

        @Override
        public void clear() {
            byId.clear();
        }

        @Override
        public boolean isEmpty() {
            return keySet().isEmpty();
        }

        @Override
        public int size() {
            return keySet().size();
        }

        @Override
        public void remove(String id) {
            byId.remove(id);
        }

        @Override
        public Set<String> keySet() {
            String scope = scope();
            return byId.keySet().stream()
                    .filter(id -> {
                        Map<String, T> byScope = byId.get(id);
                        return byScope != null && byScope.containsKey(scope);
                    })
                    .collect(Collectors.toSet());
        }
    }
}
