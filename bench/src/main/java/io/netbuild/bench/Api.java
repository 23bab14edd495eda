package io.netbuild.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.dev.demo.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's HTTP interfaces, for one caller. Any answer but a success is a failure of the benchmark. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "netbuild-bench-model";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String token;

    Api(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    public JsonNode get(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return send(
                "POST",
                path,
                "application/json",
                BodyPublishers.ofString(JSON.valueToTree(body).toString()));
    }

    /** Deploys the model for the tenant. */
    public void deploy(String tenant, ModelFile model) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\n"
                + model.name() + "\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"model\"; filename=\""
                + model.name() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        body.writeBytes(model.content());
        body.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
        send(
                "POST",
                "/t/" + tenant + "/engine-rest/deployment/create",
                "multipart/form-data; boundary=" + BOUNDARY,
                BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What was answered, a success or not. @param body missing when there is none */
    public record Answer(int status, JsonNode body) {}

    /** A request that may be refused. @param body left out for GET */
    public Answer attempt(String method, String path, Map<String, ?> body) {
        return method.equals("GET")
                ? exchange(method, path, null, BodyPublishers.noBody())
                : exchange(
                        method,
                        path,
                        "application/json",
                        BodyPublishers.ofString(JSON.valueToTree(body).toString()));
    }

    private JsonNode send(String method, String path, @Nullable String contentType, BodyPublisher body) {
        Answer answer = exchange(method, path, contentType, body);
        if (answer.status() / 100 != 2) {
            throw new BenchFailure("%s %s: %d %s".formatted(method, path, answer.status(), answer.body()));
        }
        return answer.body();
    }

    private Answer exchange(String method, String path, @Nullable String contentType, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, body)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + token);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new BenchFailure(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        }
    }
}
