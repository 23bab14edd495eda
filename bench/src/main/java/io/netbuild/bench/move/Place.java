package io.netbuild.bench.move;

import io.netbuild.bench.SecondPostgres;
import java.util.Map;

/** Where a tenant can live. */
enum Place {
    SHARED(Map.of("isolation", "SHARED")),
    SCHEMA(Map.of("isolation", "SCHEMA")),
    DATABASE(Map.of("isolation", "DATABASE")),
    /** A database on the second server. */
    ELSEWHERE(Map.of("isolation", "DATABASE", "server", SecondPostgres.NAME));

    private final Map<String, String> target;

    Place(Map<String, String> target) {
        this.target = target;
    }

    /** Of a move, as the API takes it. */
    Map<String, String> target() {
        return target;
    }
}
