package io.netbuild.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.MessagePort;
import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.Node;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.TwoNodes;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes of one database, with a reverse proxy in front. What happens on one has to be known on the other; to wait for
 * that is given more time than the two seconds that are promised, but less than what it takes to be found without having been told.
 */
class NodesHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(6);

    private static NetBuildServer server;
    private static Api one;
    private static Api two;
    private static Api proxy;

    @BeforeAll
    static void start() {
        server = TwoNodes.server();
        proxy = Api.operatorOf(server);
        one = proxy.at(node(1).httpUrl());
        two = proxy.at(node(2).httpUrl());
    }

    private static Node node(int number) {
        return server.nodes().get(number - 1);
    }

    private static ConditionFactory awaiting(String what) {
        return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    private static Engine engine(Api node, String tenant) {
        return new Engine(node.under("/t/" + tenant + "/engine-rest"));
    }

    private static Answer write(Api node, String tenant) {
        return engine(node, tenant).tryStart("simple", "written", Map.of());
    }

    private static Answer read(Api node, String tenant) {
        return node.get("/t/" + tenant + "/engine-rest/process-instance/count");
    }

    /** Made on the first node, and in use on both. */
    private static String tenant(String id, String isolation) {
        one.post("/api/tenants", new TestTenant(id, isolation).wish()).expect(201);
        engine(one, id).deploy(Models.of("simple"));
        awaitWrites(two, id);
        return id;
    }

    private static void awaitWrites(Api node, String tenant) {
        awaiting(tenant + " can write").until(() -> write(node, tenant).status() == 200);
    }

    private static void suspend(String tenant) {
        one.post("/api/tenants/" + tenant + "/suspend", Map.of()).expect(200);
    }

    private static void assertSuspended(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(403);
        assertThat(answer.text("error")).isEqualTo("tenant-suspended");
    }

    private static boolean isReady(Node node) {
        return Api.anonymous().at(node.httpUrl()).get("/health/ready").status() == 200;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHARED", "SCHEMA", "DATABASE"})
    void whatBecomesOfATenantShouldBeKnownOnBothNodes(String isolation) {
        String id = tenant("life-" + isolation.toLowerCase(Locale.ROOT), isolation);

        suspend(id);
        awaiting("the suspension").until(() -> write(two, id).status() == 403);
        assertSuspended(write(two, id));
        read(two, id).expect(200);
        one.post("/api/tenants/" + id + "/resume").expect(200);
        awaitWrites(two, id);

        one.delete("/api/tenants/" + id + "?force=true").expect(204);
        awaiting("the removal").until(() -> read(two, id).status() == 404);
    }

    @Test
    void aTierShouldChangeOnBothNodes() {
        String id = tenant("climbs", "SHARED");
        assertThat(two.get("/metrics").body()).contains("tenant=\"climbs\",tier=\"GROWTH\"");

        one.patch("/api/tenants/" + id, Map.of("tier", "ENTERPRISE")).expect(200);

        awaiting("the tier").until(() -> {
            read(two, id);
            return two.get("/metrics").body().contains("tenant=\"climbs\",tier=\"ENTERPRISE\"");
        });
    }

    @Test
    void aChangeByHandShouldBeKnownOnBothNodes() throws SQLException {
        String id = tenant("by-hand", "SHARED");
        try (Connection database = server.postgres().connectAsSuperuser("netbuild");
                Statement statement = database.createStatement()) {
            statement.execute("update netbuild.tenants set status = 'SUSPENDED' where id = 'by-hand'");
        }

        for (Api node : new Api[] {one, two}) {
            awaiting("the suspension").until(() -> write(node, id).status() == 403);
        }
    }

    private static String member(String id, String tenant) {
        one.post(
                        "/api/users",
                        Map.of(
                                "id",
                                id,
                                "displayName",
                                id,
                                "email",
                                id + "@nodes.example",
                                "password",
                                People.PASSWORD))
                .expect(201);
        one.put("/api/tenants/" + tenant + "/members/" + id, Map.of("role", "tenant-admin"))
                .expect(200);
        return id;
    }

    @Test
    void aKeyThatIsRevokedShouldBeOfNoUseOnBothNodes() {
        String id = tenant("keys", "SHARED");
        Answer made = one.post("/api/api-keys", Map.of("name", "key", "user", member("kim", id), "tenant", id))
                .expect(201);
        Api program = two.bearing(made.text("token"));
        program.get("/engine-rest/task").expect(200);

        one.delete("/api/api-keys/" + ApiKey.parse(made.text("token")).id()).expect(204);

        awaiting("the revocation").until(() -> program.get("/engine-rest/task").status() == 401);
    }

    @Test
    void aSessionShouldBeOfUseOnBothNodesAndEndOnBoth() {
        String id = tenant("sessions", "SHARED");
        Answer signedIn = Api.anonymous()
                .at(node(1).httpUrl())
                .post("/api/sessions", Map.of("username", member("sue", id), "password", People.PASSWORD))
                .expect(201);
        Api browser = People.browser(signedIn);
        Api here = browser.at(node(1).httpUrl());
        Api there = browser.at(node(2).httpUrl());
        here.get("/engine-rest/task").expect(200);
        there.get("/engine-rest/task").expect(200);

        there.delete("/api/sessions/current").expect(204);

        awaiting("the end").until(() -> here.get("/engine-rest/task").status() == 401);
        assertThat(there.get("/engine-rest/task").status()).isEqualTo(401);
    }

    @Test
    void aNodeThatWasAwayShouldNotWriteForATenantThatWasSuspendedMeanwhile() {
        String id = tenant("paused", "SCHEMA");
        node(2).pause();
        try {
            suspend(id);
            await("more than a lease")
                    .pollDelay(LONGER_THAN_A_LEASE)
                    .atMost(PATIENCE)
                    .until(() -> true);
        } finally {
            node(2).resume();
        }

        assertSuspended(write(two, id));
        awaiting("the node").until(() -> isReady(node(2)));
    }

    @Test
    void aNodeThatCannotConfirmTheRegistryShouldReadOnly() throws SQLException {
        String id = tenant("fenced", "SCHEMA");
        try (Connection database = server.postgres().connectAsSuperuser("netbuild");
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute("lock table netbuild.registry_version, netbuild.tenants in access exclusive mode");

            awaiting("the fence").until(() -> write(two, id).status() == 503);
            Answer refused = write(two, id);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("error")).isEqualTo("tenant-unavailable");
            assertThat(refused.text("message")).contains("fenced");
            assertThat(refused.header("Retry-After")).isPresent();
            read(two, id).expect(200);
            assertThat(isReady(node(2))).isFalse();
            awaiting("a read through the proxy").until(() -> read(proxy, id).status() == 200);
            database.rollback();
        }

        for (Node node : server.nodes()) {
            awaiting("the node").until(() -> isReady(node));
        }
        write(two, id).expect(200);
    }

    @Test
    void theProxyShouldGoOnWhenANodeIsKilledAndTheNodeCatchUp() {
        String id = tenant("killed", "DATABASE");

        node(2).kill();
        awaiting("the proxy without the node").until(() -> {
            for (int i = 0; i < 10; i++) {
                if (write(proxy, id).status() != 200) {
                    return false;
                }
            }
            return true;
        });
        suspend(id);
        node(2).start();

        assertSuspended(write(two, id));
        awaiting("the proxy with both").until(() -> read(proxy, id).status() == 200);
    }

    @Test
    void messagesShouldGoThroughTheProxy() {
        String id = tenant("mail", "SHARED");
        Answer made = one.post("/api/api-keys", Map.of("name", "key", "user", member("max", id), "tenant", id))
                .expect(201);

        try (MessagePort port = MessagePort.open(server.httpUrl(), ApiKey.parse(made.text("token")))) {
            port.send(
                    id,
                    "start",
                    "through-the-proxy",
                    "{\"processDefinitionKey\":\"simple\",\"businessKey\":\"by-mail\"}",
                    null);
        }

        awaiting("the instance").until(() -> engine(two, id).count("businessKey=by-mail") == 1);
    }
}
