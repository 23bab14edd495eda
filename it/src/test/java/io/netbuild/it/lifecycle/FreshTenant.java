package io.netbuild.it.lifecycle;

import io.netbuild.it.tenants.TestTenant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Tenants of all isolations, one for each test that wants to make it, change it or remove it. */
final class FreshTenant {

    /** Where parameterized tests find {@link #isolations()}. */
    static final String ISOLATIONS = "io.netbuild.it.lifecycle.FreshTenant#isolations";

    private static final AtomicInteger NAMED = new AtomicInteger();

    private FreshTenant() {}

    static Stream<String> isolations() {
        return Stream.of("SHARED", "SCHEMA", "DATABASE");
    }

    /** One that nobody has made yet. */
    static TestTenant with(String isolation) {
        return new TestTenant("life-" + NAMED.getAndIncrement(), isolation);
    }
}
