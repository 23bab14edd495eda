package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The platform's API for an operator. Every method fails with a {@link StackException} that says what the platform has answered, or that it has not. */
final class OperatorApi {

    static final String JSON = "application/json";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int FIRST_FAILURE = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI server;
    private final String token;

    OperatorApi(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    String get(String path) throws IOException, InterruptedException {
        return send(request(path, JSON).GET());
    }

    /**
     * @param accept the media type of the answer
     * @param body JSON, null for none
     */
    String post(String path, String accept, @Nullable Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, accept);
        return send(
                body == null
                        ? request.POST(HttpRequest.BodyPublishers.noBody())
                        : request.header("Content-Type", JSON)
                                .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body))));
    }

    /** Writes the answer into a file; a refusal is written there as well, and thrown. */
    void download(String path, Path file) throws IOException, InterruptedException {
        HttpRequest request = request(path, "*/*").GET().build();
        HttpResponse<Path> answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofFile(file));
        } catch (IOException e) {
            throw new StackException("%s does not answer (%s)".formatted(request.uri(), e), e);
        }
        if (answer.statusCode() >= FIRST_FAILURE) {
            throw failed(answer.statusCode(), Files.readString(file));
        }
    }

    /** Sends a file. */
    String upload(String path, String type, Path file) throws IOException, InterruptedException {
        return send(request(path, JSON).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofFile(file)));
    }

    private HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", accept);
    }

    private String send(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest built = request.build();
        try {
            HttpResponse<String> answer = http.send(built, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_FAILURE) {
                throw failed(answer.statusCode(), answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new StackException("%s does not answer (%s)".formatted(built.uri(), e), e);
        }
    }

    private static StackException failed(int status, String body) {
        return new StackException("the server answered %d %s".formatted(status, reason(body)));
    }

    private static String reason(String body) {
        try {
            JsonNode problem = MAPPER.readTree(body);
            return problem.path("detail").asText(problem.path("title").asText());
        } catch (IOException e) {
            return "";
        }
    }
}
