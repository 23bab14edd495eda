package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Has the platform test its isolation. */
final class ProbeClient {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String PROBES = "/api/isolation-probes";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI server;
    private final String token;

    /** @param token of an operator */
    ProbeClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** Makes a probe and waits for its report, which comes signed. */
    String probe() throws IOException, InterruptedException {
        return send(
                request(PROBES).header("Accept", "application/jose").POST(HttpRequest.BodyPublishers.noBody()), 201);
    }

    /** What the platform's reports are signed with. */
    ReportKeys keys() throws IOException, InterruptedException {
        return ReportKeys.of(send(
                request(PROBES + "/keys").header("Accept", "application/json").GET(), 200));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder request, int expected) throws IOException, InterruptedException {
        HttpRequest built = request.build();
        try {
            HttpResponse<String> answer = http.send(built, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new StackException(
                        "no probe: the server answered %d %s".formatted(answer.statusCode(), reason(answer.body())));
            }
            return answer.body();
        } catch (IOException e) {
            throw new StackException("no probe: %s does not answer (%s)".formatted(built.uri(), e), e);
        }
    }

    private static String reason(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return problem.path("detail").asText(problem.path("title").asText());
        } catch (IOException e) {
            return "";
        }
    }
}
