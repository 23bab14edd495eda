package io.netbuild.it.failover;

import io.netbuild.dev.DatabaseBootstrap;
import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestTenant;
import java.util.Map;

/** A tenant of a server that only these tests have, for its operators. */
record Elsewhere(NetBuildServer server, TestTenant tenant) {

    /** Makes it with a database of its own and the process {@code simple}. @param postgres by its name in the configuration */
    static Elsewhere on(NetBuildServer server, String id, String postgres, String tier) {
        TestTenant tenant = TestTenant.database(id);
        Api.operatorOf(server)
                .post("/api/tenants", tenant.wish().put("server", postgres).put("tier", tier))
                .expect(201);
        return deployed(server, tenant);
    }

    /** Makes it in the main database. */
    static Elsewhere here(NetBuildServer server, TestTenant tenant) {
        Api.operatorOf(server).post("/api/tenants", tenant.wish()).expect(201);
        return deployed(server, tenant);
    }

    private static Elsewhere deployed(NetBuildServer server, TestTenant tenant) {
        Elsewhere made = new Elsewhere(server, tenant);
        made.engine().deploy(Models.of("simple"));
        return made;
    }

    Engine engine() {
        return new Engine(Api.operatorOf(server).under("/t/" + tenant + "/engine-rest"));
    }

    Answer tasks() {
        return engine().api().get("/task");
    }

    Answer start(String businessKey) {
        return engine().tryStart("simple", businessKey, Map.of());
    }

    static String database() {
        return DatabaseBootstrap.DATABASE;
    }
}
