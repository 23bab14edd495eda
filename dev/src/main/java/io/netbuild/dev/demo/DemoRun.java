package io.netbuild.dev.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The whole demo: the tenants side by side through each phase, all of them together from one phase to the next. */
final class DemoRun implements AutoCloseable {

    private final PlatformClient platform;
    private final Tokens tokens;
    private final Progress progress;
    private final Tenants tenants;
    private final List<TenantRun> runs = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(DemoTenant.values().length);

    DemoRun(PlatformClient platform, Tokens tokens, Progress progress) {
        this.platform = platform;
        this.tokens = tokens;
        this.progress = progress;
        this.tenants = new Tenants(platform.as(tokens.operator()));
    }

    /** @throws DemoException when something does not go as it should */
    DemoReport perform() {
        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        provision()
                .forEach((tenant, placement) ->
                        runs.add(new TenantRun(tenant, placement, platform, tokens, run, progress)));
        together(TenantRun::work);
        runs.forEach(tenant -> tenant.intrude(runs));
        together(TenantRun::finish);
        List<DemoReport.Row> rows = runs.stream()
                .map(tenant -> new DemoReport.Row(tenant.name(), tenant.placement(), tenant.done(), tenant.attempts()))
                .toList();
        return new DemoReport(platform.url(), rows);
    }

    private Map<DemoTenant, Placement> provision() {
        Map<DemoTenant, Placement> placements = new EnumMap<>(DemoTenant.class);
        for (DemoTenant tenant : DemoTenant.values()) {
            Placement placement = tenants.provision(tenant);
            progress.say(
                    tenant.id(),
                    "%s on engine %s, %s/%s"
                            .formatted(
                                    placement.isolation(),
                                    placement.engine(),
                                    placement.database(),
                                    placement.schema()));
            placements.put(tenant, placement);
        }
        return placements;
    }

    /** Removes the tenants. */
    void remove() {
        stopWorkers();
        for (DemoTenant tenant : DemoTenant.values()) {
            tenants.remove(tenant);
            progress.say(tenant.id(), "removed");
        }
    }

    private void together(Consumer<TenantRun> phase) {
        CompletionService<?> done = new ExecutorCompletionService<>(threads);
        runs.forEach(run -> done.submit(() -> phase.accept(run), null));
        try {
            for (int i = 0; i < runs.size(); i++) {
                done.take().get(); // the first failure ends the demo: the others are not waited for
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DemoException reason
                    ? reason
                    : new DemoException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        stopWorkers();
    }

    private void stopWorkers() {
        runs.parallelStream().forEach(TenantRun::close);
    }
}
