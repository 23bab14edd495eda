package io.netbuild.database;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;

/** Two tenants that must not meet, in each way they can live side by side in one database. */
enum Neighbours {
    /** One engine, one schema; the engine's own tenant check is off, so that policies alone separate them. */
    SHARED_WITHOUT_TENANT_CHECK,
    SHARED,
    /** An engine, a role and a schema each. */
    ISOLATED;

    private static final Map<String, ProcessEngine> ENGINES = new ConcurrentHashMap<>();
    private static final Map<String, TenantEngine> TENANTS = new ConcurrentHashMap<>();

    /** The tenant that works. */
    TenantEngine here() {
        return this == ISOLATED ? isolated(TestDatabase.GAMMA) : shared(TestDatabase.ACME);
    }

    /** The tenant that must not notice. */
    TenantEngine there() {
        return this == ISOLATED ? isolated(TestDatabase.DELTA) : shared(TestDatabase.BETA);
    }

    private TenantEngine shared(String tenant) {
        boolean tenantCheck = this == SHARED;
        ProcessEngine engine = ENGINES.computeIfAbsent(
                name(), name -> TestEngines.build(name, TestDatabase.get().app(), tenantCheck));
        TENANTS.computeIfAbsent(tenant, id -> new TenantEngine(id, engine).withGrants());
        return new TenantEngine(tenant, engine);
    }

    /** An engine that lives from its first statement as the role of its tenant. */
    private static TenantEngine isolated(String tenant) {
        return TENANTS.computeIfAbsent(tenant, id -> {
            EngineSchema target = TestDatabase.isolated(id);
            ProcessEngine engine = TenantScope.as(
                    id,
                    () -> TestEngines.build(
                            id, TestDatabase.get().as(target.applicationRole(), target.schema()), true));
            return new TenantEngine(id, engine).withGrants();
        });
    }
}
