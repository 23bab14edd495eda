package io.netbuild.it.move;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A move is told to those who listen, while it happens. */
class MoveEventsHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_LISTENERS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    /** As it came. */
    private record Event(String id, String name, JsonNode data) {}

    private static HttpRequest request(TestTenant tenant, String move, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(Stack.server().httpUrl() + "/api/tenants/" + tenant + move + "/events"))
                .header("Authorization", Api.operator().headers().get("Authorization"))
                .header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return request.build();
    }

    /** Reads until the server ends the stream. */
    private CompletableFuture<Void> listen(HttpRequest request, Queue<Event> events) {
        return CompletableFuture.runAsync(() -> {
            try {
                HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/event-stream");
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
                    read(lines, events);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void read(BufferedReader lines, Queue<Event> events) throws IOException {
        String id = "";
        String name = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = line.substring(3).trim();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).trim();
            } else if (line.startsWith("data:")) {
                data += line.substring(5);
            } else if (line.isEmpty() && !data.isEmpty()) {
                events.add(new Event(id, name, JSON.readTree(data)));
                data = "";
            }
        }
    }

    @Test
    void whoListensShouldBeToldWhatHappensAndEndWithTheMove() throws SQLException {
        TestTenant tenant = TestTenant.shared("listened").create();
        tenant.engine().deploy(List.of(Models.named("simple")));
        tenant.engine().start("simple");
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> listening;
        String move;

        try (Gate gate = Gate.at("VERIFYING")) {
            move = Moving.begin(tenant, "SCHEMA");
            gate.awaitSomebody();
            listening = listen(request(tenant, move, ""), events);
            await().atMost(PATIENCE).until(() -> events.stream()
                    .anyMatch(event -> event.name().equals("progress")
                            && event.data().path("phase").asText().equals("VERIFYING")
                            && event.data().path("rowsCopied").asLong() > 0));
        }
        listening.join();

        assertThat(happened(events)).contains("phase COPYING", "phase FREEZING", "phase SWITCHED");
        assertThat(happened(events).get(0)).startsWith("run by node ");
        Event last = new ArrayList<>(events).get(events.size() - 1);
        assertThat(last.name()).isEqualTo("end");
        assertThat(last.data().path("phase").asText()).isEqualTo("DONE");
        assertThat(last.data().path("freezeMillis").asLong()).isPositive();
        assertThat(events.stream().map(event -> Long.parseLong(event.id()))).isSorted();

        String known = events.stream()
                .filter(event -> event.data().path("event").asText().equals("phase FREEZING"))
                .findFirst()
                .orElseThrow()
                .id();
        Queue<Event> rest = new ConcurrentLinkedQueue<>();
        listen(request(tenant, move, known), rest).join();
        assertThat(happened(rest)).as("what came after").startsWith("phase SWITCHED");
        Api operator = tenant.resource().with("Accept", "text/event-stream");
        long first = Long.parseLong(events.element().id());
        for (long unknown : new long[] {-1, first - 1, Long.parseLong(last.id()) + 1, Long.MAX_VALUE}) {
            assertThat(operator.with("Last-Event-ID", Long.toString(unknown))
                            .get(move + "/events")
                            .expect(400)
                            .text("field"))
                    .isEqualTo("Last-Event-ID");
        }
    }

    private static List<String> happened(Queue<Event> events) {
        return events.stream()
                .filter(event -> event.name().equals("event"))
                .map(event -> event.data().path("event").asText())
                .toList();
    }

    @Test
    void onlySoManyShouldListenAtOnce() throws SQLException {
        TestTenant tenant = TestTenant.shared("listened-by-many").create();
        List<CompletableFuture<Void>> listening = new ArrayList<>();
        Queue<Event> events = new ConcurrentLinkedQueue<>();

        try (Gate gate = Gate.at("COPYING")) {
            String move = Moving.begin(tenant, "SCHEMA");
            gate.awaitSomebody();
            List<HttpResponse<InputStream>> answers = new ArrayList<>();
            for (int i = 0; i < MOST_LISTENERS; i++) {
                answers.add(client.sendAsync(request(tenant, move, ""), BodyHandlers.ofInputStream())
                        .join());
            }
            assertThat(answers).allMatch(answer -> answer.statusCode() == 200);

            HttpResponse<String> refused = client.sendAsync(request(tenant, move, ""), BodyHandlers.ofString())
                    .join();

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            for (HttpResponse<InputStream> answer : answers) {
                answer.body().close();
            }
            listening.add(listenWhenThereIsRoom(tenant, move, events));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listening.forEach(CompletableFuture::join);
        assertThat(happened(events)).contains("phase SWITCHED");
    }

    /** Who has gone makes room, once the server has found out. */
    private CompletableFuture<Void> listenWhenThereIsRoom(TestTenant tenant, String move, Queue<Event> events) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            CompletableFuture<Void> one = listen(request(tenant, move, ""), events);
                            await().atMost(Duration.ofSeconds(5)).until(() -> one.isDone() || !events.isEmpty());
                            return one;
                        },
                        one -> !one.isCompletedExceptionally());
    }

    @Test
    void whoMayNotSeeTheMoveShouldNotListen() {
        TestTenant tenant = TestTenant.shared("listened-not").create();
        String none = "/moves/6f1c5d9e-3d3c-4f39-8b55-8a8f7f0a8a11/events";
        Api operator = tenant.resource().with("Accept", "text/event-stream");

        assertThat(operator.get(none).expect(404).contentType()).startsWith("application/problem+json");
        operator.get("/moves/none/events").expect(400);
        assertThat(operator.with("Last-Event-ID", "x").get(none).expect(400).text("field"))
                .isEqualTo("Last-Event-ID");
        Api.adminOf(tenant.id())
                .with("Accept", "text/event-stream")
                .get("/api/tenants/" + tenant + none)
                .expect(403);
        Api.anonymous().get("/api/tenants/" + tenant + none).expect(401);
    }
}
