package io.netbuild.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the platform says that a tenant lives. */
record Placement(String isolation, String engine, String database, String schema) {

    /** From the tenant's JSON. */
    static Placement of(JsonNode tenant) {
        JsonNode placement = tenant.path("placement");
        return new Placement(
                placement.path("isolation").asText(),
                placement.path("engine").asText(),
                placement.path("database").asText(),
                placement.path("schema").asText());
    }
}
