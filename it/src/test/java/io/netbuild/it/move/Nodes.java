package io.netbuild.it.move;

import static org.awaitility.Awaitility.await;

import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.Node;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.TwoNodes;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;

/** Two nodes on one database, numbered from 1, each called at its own address. */
final class Nodes {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final NetBuildServer server;
    private final List<Api> operators;

    private Nodes(NetBuildServer server, List<Api> operators) {
        this.server = server;
        this.operators = operators;
    }

    static Nodes start() {
        NetBuildServer server = TwoNodes.server();
        Api operator = Api.operatorOf(server);
        return new Nodes(
                server,
                server.nodes().stream().map(node -> operator.at(node.httpUrl())).toList());
    }

    static ConditionFactory awaiting(String what) {
        return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    Node node(int number) {
        return server.nodes().get(number - 1);
    }

    EmbeddedPostgres postgres() {
        return server.postgres();
    }

    Gate gate(String point) throws SQLException {
        return Gate.at(server.postgres(), point);
    }

    Rows.Place place(TestTenant tenant, String isolation) {
        return Rows.Place.of(server.postgres(), tenant, isolation);
    }

    Api resource(int node, TestTenant tenant) {
        return operators.get(node - 1).under("/api/tenants/" + tenant);
    }

    Engine engine(int node, TestTenant tenant) {
        return new Engine(operators.get(node - 1).under("/t/" + tenant + "/engine-rest"));
    }

    /** Tries to start an instance. */
    Answer write(int node, TestTenant tenant, String key) {
        return engine(node, tenant).tryStart("simple", key, Map.of());
    }

    int found(int node, TestTenant tenant, String key) {
        return engine(node, tenant).count("businessKey=" + key);
    }

    /** Makes a tenant, which is in use on both nodes then. */
    TestTenant made(TestTenant tenant) {
        operators.get(0).post("/api/tenants", tenant.wish()).expect(201);
        engine(1, tenant).deploy(Models.of("simple"));
        awaiting("the other node").until(() -> write(2, tenant, "first").status() == 200);
        return tenant;
    }
}
