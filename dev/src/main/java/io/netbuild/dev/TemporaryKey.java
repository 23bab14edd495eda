package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** An API key of the embedded platform's first operator, made for one command and revoked after it. */
final class TemporaryKey implements AutoCloseable {

    private static final String OWNER = "operator";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI keys;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ApiKey key;

    private TemporaryKey(URI platform, String token) throws IOException, InterruptedException {
        this.keys = platform.resolve("/api/api-keys");
        this.token = token;
        String wish = JSON.writeValueAsString(Map.of("name", "netbuild send", "user", OWNER));
        HttpResponse<String> answer = send(request(keys)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(wish)));
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() != 201) {
            throw new StackException("no API key for the user '" + OWNER + "': "
                    + body.path("detail").asText() + "; give one by --key or " + SendCommand.KEY_VARIABLE);
        }
        this.key = ApiKey.parse(body.path("token").asText());
    }

    /** @param tokens of the platform's development issuer */
    static TemporaryKey of(URI platform, DevelopmentTokens tokens) throws IOException, InterruptedException {
        return new TemporaryKey(platform, tokens.issue(OWNER, "operator", null, Duration.ofMinutes(15)));
    }

    ApiKey key() {
        return key;
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(request(keys.resolve(keys.getPath() + "/" + key.id())).DELETE());
        if (answer.statusCode() != 204) {
            throw new StackException("the API key " + key.id() + " was not revoked: " + answer.statusCode());
        }
    }
}
