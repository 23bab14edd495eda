package io.netbuild.it.messages;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Tenants that send commands, with models to send them to, and the keys by which they do. Made at the first use, once for all tests. */
final class SendingTenants {

    private static final Map<TestTenant, ApiKey> KEYS = new HashMap<>();

    static final TestTenant SHARED = make(TestTenant.shared("msg-shared"));
    static final TestTenant OTHER = make(TestTenant.shared("msg-other"));
    static final TestTenant SCHEMA = make(TestTenant.schema("msg-schema"));
    static final TestTenant DATABASE = make(TestTenant.database("msg-database"));

    /** Sends for all tenants, and reads dead letters. */
    static final ApiKey OPERATOR = Keys.ofOperator();

    /** Where parameterized tests find {@link #tenants()}. */
    static final String TENANTS = "io.netbuild.it.messages.SendingTenants#tenants";

    private SendingTenants() {}

    private static TestTenant make(TestTenant tenant) {
        List<ModelFile> models = new ArrayList<>(Models.of("simple"));
        models.add(TestModels.message());
        models.add(TestModels.signal());
        models.add(TestModels.external());
        tenant.create().engine().deploy(models);
        KEYS.put(tenant, Keys.ofTenant(tenant));
        return tenant;
    }

    /** One of each isolation. */
    static Stream<TestTenant> tenants() {
        return Stream.of(SHARED, SCHEMA, DATABASE);
    }

    static ApiKey keyOf(TestTenant tenant) {
        return Objects.requireNonNull(KEYS.get(tenant));
    }

    static void send(TestTenant tenant, String command, String body) {
        Mail.send(keyOf(tenant), tenant, command, body);
    }
}
