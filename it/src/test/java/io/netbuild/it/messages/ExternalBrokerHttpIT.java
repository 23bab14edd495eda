package io.netbuild.it.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.MessagePort;
import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestTenant;
import jakarta.jms.JMSConsumer;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose broker is another process' matter. */
class ExternalBrokerHttpIT {

    private static final TestTenant TENANT = TestTenant.schema("outside");
    private static final TestTenant NEIGHBOUR = TestTenant.shared("outside-neighbour");

    private static ArtemisBroker broker;
    private static NetBuildServer server;
    private static ApiKey key;
    private static ApiKey platform;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        broker = ArtemisBroker.start(directory, freePort());
        server = Stack.another("external-broker")
                .broker(broker.url(), ArtemisBroker.PLATFORM, ArtemisBroker.PLATFORM_PASSWORD)
                .start();
        Api operator = Api.operatorOf(server);
        operator.post("/api/tenants", TENANT.wish()).expect(201);
        operator.post("/api/tenants", NEIGHBOUR.wish()).expect(201);
        engine().deploy(Models.of("simple"));
        operator.post("/api/users", Map.of("id", "sender", "displayName", "Sender", "email", "sender@outside.example"))
                .expect(201);
        operator.put("/api/tenants/" + TENANT + "/members/sender", Map.of("role", "user"))
                .expect(200);
        key = ApiKey.parse(
                operator.post("/api/api-keys", Map.of("name", "sender", "user", "sender", "tenant", TENANT.id()))
                        .expect(201)
                        .text("token"));
        broker.admit(key);
        platform = new ApiKey(ArtemisBroker.PLATFORM, ArtemisBroker.PLATFORM_PASSWORD);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static Engine engine() {
        return new Engine(Api.operatorOf(server).under("/t/" + TENANT + "/engine-rest"));
    }

    private static MessagePort open(ApiKey sender) {
        return MessagePort.open(URI.create(broker.url()), sender);
    }

    private static int started(String businessKey) {
        return engine().api()
                .get("/process-instance/count?businessKey=" + businessKey)
                .expect(200)
                .json()
                .path("count")
                .asInt(-1);
    }

    private static void send(ApiKey sender, TestTenant tenant, String id, String businessKey) {
        try (MessagePort port = open(sender)) {
            port.send(tenant.id(), "start", id, Mail.start("simple", businessKey), null);
        }
    }

    private static void awaitStarted(String businessKey) {
        await("the instance " + businessKey).atMost(Mail.PATIENCE).until(() -> started(businessKey) == 1);
    }

    @Test
    void commandsShouldTakeEffectOnceAndBeTold() throws Exception {
        try (MessagePort port = open(platform);
                JMSConsumer ear = port.context().createConsumer(port.events(), "event = 'process:started'")) {
            send(key, TENANT, "once", "once");
            send(key, TENANT, "once", "once");

            Message told = ear.receive(Mail.PATIENCE.toMillis());

            assertThat(told).as("an event").isNotNull();
            assertThat(told.getStringProperty("tenant_id")).isEqualTo(TENANT.id());
            send(key, TENANT, "after", "after");
            awaitStarted("after");
            assertThat(started("once")).isOne();
        }
    }

    @Test
    void whatTheSenderMayNotNameShouldBeDead() throws Exception {
        String id = Mail.id();

        send(key, NEIGHBOUR, id, "forbidden");

        assertThat(reasonOf(id)).isEqualTo("forbidden-tenant");
    }

    @Test
    void whoIsNoKeyShouldBeForbiddenEvenWithAnAccountAtTheBroker() throws Exception {
        ApiKey stranger = new ApiKey("stranger", "known to the broker");
        broker.admit(stranger);
        String id = Mail.id();

        send(stranger, TENANT, id, "strange");

        assertThat(reasonOf(id)).isEqualTo("forbidden-tenant");
        assertThat(started("strange")).isZero();
    }

    @Test
    void commandsShouldComeThroughARestartOfTheBroker() {
        send(key, TENANT, Mail.id(), "before-restart");
        awaitStarted("before-restart");

        broker.stop();
        engine().start("simple", "while-away", Map.of()); // the engines go on
        broker.startAgain();

        send(key, TENANT, Mail.id(), "after-restart");
        awaitStarted("after-restart");
    }

    private static String reasonOf(String messageId) throws Exception {
        try (MessagePort port = open(platform);
                JMSConsumer consumer =
                        port.context().createConsumer(port.deadLetters(), "message_id = '" + messageId + "'")) {
            Message dead = consumer.receive(Mail.PATIENCE.toMillis());
            assertThat(dead).as("a dead letter").isNotNull();
            return dead.getStringProperty("netbuild_reason");
        }
    }
}
