package io.netbuild.dev.demo;

import java.util.Locale;
import java.util.Map;

/** The four customers of the demo. */
enum DemoTenant {
    RED("Red Bicycles", "TRIAL", "SHARED"),
    BLUE("Blue Boats", "STARTER", "SHARED"),
    GREEN("Green Gardens", "GROWTH", "SCHEMA"),
    GOLD("Gold Bank", "ENTERPRISE", "DATABASE");

    private final String title;
    private final String tier;
    private final String isolation;

    DemoTenant(String title, String tier, String isolation) {
        this.title = title;
        this.tier = tier;
        this.isolation = isolation;
    }

    String id() {
        return "demo-" + name().toLowerCase(Locale.ROOT);
    }

    String isolation() {
        return isolation;
    }

    /** The body of the request that provisions it, always the same: repeating it finds the tenant. */
    Map<String, Object> wish() {
        return Map.of(
                "id", id(),
                "name", title,
                "organisation", title,
                "emailDomain", id() + ".example",
                "tier", tier,
                "isolation", isolation);
    }
}
