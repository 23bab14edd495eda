package io.netbuild.metric;

import io.netbuild.kernel.TenantId;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bounds the values of the label {@code tenant}: the busiest tenants since the last ranking have their own, all others are {@value #OTHER}. Nobody loses a label that
 * nobody else needs. Thread-safe.
 */
final class TenantLabels {

    static final String OTHER = "other";

    private final int most;
    private final Map<TenantId, LongAdder> uses = new ConcurrentHashMap<>();
    private volatile Set<TenantId> named = Set.of();

    /** @param most how many tenants have a label of their own */
    TenantLabels(int most) {
        this.most = most;
    }

    /** The tenant's label for one more use of it. */
    String labelOf(TenantId tenant) {
        uses.computeIfAbsent(tenant, none -> new LongAdder()).increment();
        return presentLabelOf(tenant);
    }

    /** The tenant's label, which is not a use of it. */
    String presentLabelOf(TenantId tenant) {
        if (named.size() < most && !named.contains(tenant)) {
            name(tenant);
        }
        return named.contains(tenant) ? tenant.value() : OTHER;
    }

    private synchronized void name(TenantId tenant) {
        if (named.size() < most) {
            Set<TenantId> more = ConcurrentHashMap.newKeySet();
            more.addAll(named);
            more.add(tenant);
            named = more;
        }
    }

    /**
     * Ranks the tenants by their uses since the last time.
     *
     * @param dropped is told each label that is not in use any more
     */
    synchronized void rank(Consumer<String> dropped) {
        Set<TenantId> before = named;
        Set<TenantId> busiest = Stream.concat(
                        uses.entrySet().stream()
                                .sorted(Comparator.comparingLong((Map.Entry<TenantId, LongAdder> use) ->
                                                use.getValue().sum())
                                        .reversed()
                                        .thenComparing(Map.Entry::getKey))
                                .map(Map.Entry::getKey),
                        before.stream())
                .distinct()
                .limit(most)
                .collect(Collectors.toSet());
        named = busiest;
        uses.clear();
        before.stream()
                .filter(tenant -> !busiest.contains(tenant))
                .map(TenantId::value)
                .forEach(dropped);
    }
}
