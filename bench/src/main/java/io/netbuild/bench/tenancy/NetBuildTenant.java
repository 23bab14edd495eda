package io.netbuild.bench.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.bench.Api;
import io.netbuild.bench.load.LoadResult;
import java.time.Duration;
import java.util.Map;

/** A tenant of the server; the threads and their clocks are in the server, so that HTTP is not measured. */
record NetBuildTenant(Api operator, String tenant, String process) implements Contender {

    @Override
    public String name() {
        return "netbuild";
    }

    /** Starts an instance with a variable and leaves it at its task; returns its id. */
    String startOne() {
        return load(0, Duration.ZERO).path("instance").asText();
    }

    @Override
    public LoadResult run(int threads, Duration duration) {
        JsonNode result = load(threads, duration);
        return new LoadResult(
                result.path("operations").asInt(),
                result.path("seconds").asDouble(),
                result.path("p50").asDouble(),
                result.path("p95").asDouble(),
                result.path("p99").asDouble());
    }

    private JsonNode load(int threads, Duration duration) {
        return operator.post(
                "/bench/load?tenant=%s&process=%s&threads=%d&millis=%d"
                        .formatted(tenant, process, threads, duration.toMillis()),
                Map.of());
    }
}
