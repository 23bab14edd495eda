package io.netbuild.it.tenants;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two tenants in the shared engine, one with a schema and one with a database of its own, each with {@link Belongings}. Made once for all tests. */
public final class FourTenants {

    public static final TestTenant SHARED_A = TestTenant.shared("iso-shared-a");
    public static final TestTenant SHARED_B = TestTenant.shared("iso-shared-b");
    public static final TestTenant SCHEMA = TestTenant.schema("iso-schema");
    public static final TestTenant DATABASE = TestTenant.database("iso-database");

    private static final List<TestTenant> ALL = List.of(SHARED_A, SHARED_B, SCHEMA, DATABASE);

    private static final class Holder {
        static final Map<TestTenant, Belongings> MADE =
                ALL.stream().map(TestTenant::create).collect(Collectors.toMap(Function.identity(), Belongings::make));
    }

    private FourTenants() {}

    public static Stream<TestTenant> all() {
        return ALL.stream();
    }

    /** A tenant, and another one that tries to get at it. */
    public record Pair(Belongings owner, TestTenant intruder) {
        @Override
        public String toString() {
            return intruder + " at " + owner.tenant();
        }
    }

    /** Every tenant with every other one. */
    public static Stream<Pair> pairs() {
        return all().flatMap(
                        owner -> all().filter(other -> !other.equals(owner)).map(other -> new Pair(of(owner), other)));
    }

    public static Belongings of(TestTenant tenant) {
        Belongings belongings = Holder.MADE.get(tenant);
        if (belongings == null) {
            throw new IllegalArgumentException(tenant + " is none of the four");
        }
        return belongings;
    }
}
