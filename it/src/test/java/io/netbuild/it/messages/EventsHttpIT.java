package io.netbuild.it.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.dev.ApiKey;
import io.netbuild.dev.MessagePort;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventsHttpIT {

    private static final TestTenant SHARED = TestTenant.shared("events-shared");
    private static final TestTenant SCHEMA = TestTenant.schema("events-schema");
    private static final TestTenant DATABASE = TestTenant.database("events-database");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ApiKey operator;

    static Stream<TestTenant> tenants() {
        return Stream.of(SHARED, SCHEMA, DATABASE);
    }

    @BeforeAll
    static void make() {
        tenants().forEach(tenant -> {
            List<ModelFile> models = new ArrayList<>(Models.of("simple"));
            models.addAll(Models.of("failing"));
            models.add(TestModels.refusing());
            tenant.create().engine().deploy(models);
        });
        operator = Keys.ofOperator();
    }

    /** Of how many listeners the platform knows. */
    private static double listeners() {
        return Api.operator()
                .get("/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith("netbuild_events_listeners "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .sum();
    }

    /** What a listener hears of one tenant. */
    private record Ear(MessagePort port, JMSConsumer consumer) implements AutoCloseable {

        static Ear of(TestTenant tenant) {
            MessagePort port = Mail.open(operator);
            Ear ear = new Ear(port, port.context().createConsumer(port.events(), "tenant_id = '" + tenant.id() + "'"));
            await("the listener to be noticed").atMost(Mail.PATIENCE).until(() -> listeners() > 0);
            return ear;
        }

        JsonNode next() throws Exception {
            Message message = consumer.receive(Mail.PATIENCE.toMillis());
            assertThat(message).as("an event").isNotNull();
            JsonNode body = JSON.readTree(message.getBody(String.class));
            assertThat(message.getStringProperty("event"))
                    .isEqualTo(body.path("event").asText());
            return body;
        }

        @Override
        public void close() {
            port.close();
        }
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void instancesAndTasksShouldBeTold(TestTenant tenant) throws Exception {
        try (Ear ear = Ear.of(tenant)) {
            String instance = tenant.engine().start("simple", "told", Map.of());
            String task = tenant.engine().only("/task?processInstanceId=" + instance);
            JsonNode started = ear.next();
            JsonNode created = ear.next();
            tenant.engine().api().post("/task/" + task + "/complete", Map.of()).expect(204);
            JsonNode completed = ear.next();
            JsonNode ended = ear.next();

            assertThat(Stream.of(started, created, completed, ended)
                            .map(event -> event.path("event").asText()))
                    .containsExactly("process:started", "task:created", "task:completed", "process:ended");
            for (JsonNode event : List.of(started, created, completed, ended)) {
                assertThat(event.path("processInstanceId").asText()).isEqualTo(instance);
                assertThat(event.path("processDefinitionKey").asText()).isEqualTo("simple");
                assertThat(event.path("businessKey").asText()).isEqualTo("told");
                assertThat(event.path("time").asText()).contains("T");
            }
            assertThat(created.path("taskId").asText()).isEqualTo(task);
        }
    }

    @Test
    void workThatIsRolledBackShouldNotBeTold() throws Exception {
        try (Ear ear = Ear.of(SHARED)) {
            assertThat(SHARED.engine()
                            .tryStart(TestModels.REFUSING, "rolled back", Map.of())
                            .status())
                    .isGreaterThanOrEqualTo(400);
            SHARED.engine().start("simple", "committed", Map.of());

            assertThat(ear.next().path("businessKey").asText()).isEqualTo("committed");
        }
    }

    @Test
    void incidentShouldBeTold() throws Exception {
        try (Ear ear = Ear.of(SCHEMA)) {
            SCHEMA.engine().start("always-failing", "fails", Map.of());

            JsonNode event = ear.next();
            while (!event.path("event").asText().equals("incident:created")) {
                event = ear.next();
            }
            assertThat(event.path("incidentType").asText()).isEqualTo("failedJob");
            assertThat(event.path("processDefinitionKey").asText()).isEqualTo("always-failing");
        }
    }

    @Test
    void listenerOfOneTenantShouldHearNothingOfAnother() throws Exception {
        try (Ear ear = Ear.of(DATABASE)) {
            SHARED.engine().start("simple", "elsewhere", Map.of());
            DATABASE.engine().start("simple", "here", Map.of());

            assertThat(ear.next().path("businessKey").asText()).isEqualTo("here");
        }
    }

    /** A producer's key reads nothing. */
    @Test
    void listeningShouldNeedAnOperatorsKey() throws JMSException {
        try (MessagePort port = Mail.open(Keys.ofTenant(SHARED))) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> port.context().createConsumer(port.events()).receive(100))
                    .hasMessageContaining("permission");
        }
    }
}
