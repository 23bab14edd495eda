package io.netbuild.it.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.dev.NetBuildServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one caller below one path of a server. Immutable.
 *
 * @param base where the server answers; null: the one of this test run
 * @param prefix goes before every path
 * @param headers go with every request
 */
public record Api(@Nullable URI base, String prefix, Map<String, String> headers) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    public Api {
        headers = Map.copyOf(headers);
    }

    /** Nobody in particular: no token. */
    public static Api anonymous() {
        return new Api(null, "", Map.of());
    }

    /** Another server than that of this test run, for its operators. */
    public static Api operatorOf(NetBuildServer server) {
        return anonymous().at(server.httpUrl()).bearing(server.token("operator", null, "olga"));
    }

    public static Api operator() {
        return as("operator", null, "olga");
    }

    /** The administrator of a tenant. */
    public static Api adminOf(String tenant) {
        return as("tenant-admin", tenant, "anna");
    }

    /** An ordinary user of a tenant. */
    public static Api userOf(String tenant) {
        return as("user", tenant, "uwe");
    }

    private static Api as(String role, @Nullable String tenant, String subject) {
        String token = TOKENS.computeIfAbsent(
                role + "/" + tenant + "/" + subject, key -> Stack.server().token(role, tenant, subject));
        return anonymous().bearing(token);
    }

    /** The same caller at another server, or at one of several nodes. */
    public Api at(URI address) {
        return new Api(address, prefix, headers);
    }

    public Api bearing(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Api with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(base, prefix, more);
    }

    public Api under(String path) {
        return new Api(base, prefix + path, headers);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), null);
    }

    /** Without a body. */
    public Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody(), null);
    }

    /** @param json any object that Jackson can write */
    public Answer post(String path, Object json) {
        return sendJson("POST", path, json);
    }

    public Answer post(String path, Multipart form) {
        return send("POST", path, BodyPublishers.ofByteArray(form.bytes()), form.contentType());
    }

    public Answer put(String path, Object json) {
        return sendJson("PUT", path, json);
    }

    public Answer patch(String path, Object json) {
        return sendJson("PATCH", path, json);
    }

    private Answer sendJson(String method, String path, Object json) {
        try {
            return send(method, path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(json)), "application/json");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** @param contentType null for none */
    public Answer send(String method, String path, BodyPublisher body, @Nullable String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((base == null ? Stack.server().httpUrl() : base) + prefix + path))
                .timeout(PATIENCE)
                .method(method, body);
        headers.forEach(request::header);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        String shown = method + " " + prefix + path;
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(shown, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new AssertionError(shown + " got no answer. " + Stack.obituary(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(shown + " was interrupted", e);
        }
    }

    /** The paths in the description of the platform's API. */
    public static JsonNode describedPaths() {
        return description().path("paths");
    }

    /** The description of the platform's API. */
    public static JsonNode description() {
        return anonymous()
                .with("Accept", "application/json")
                .get("/api/openapi")
                .expect(200)
                .json();
    }

    /** A text as part of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
