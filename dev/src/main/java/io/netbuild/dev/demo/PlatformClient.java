package io.netbuild.dev.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Plain HTTP to one address of the platform with one caller's authorization. Every status is an {@link Answer}. Thread-safe. */
final class PlatformClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final HttpClient http;
    private final String base;
    private final @Nullable String authorization;

    /** Talks to {@code url}, without an authorization. */
    PlatformClient(URI url) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build(),
                url.toString().replaceAll("/+$", ""),
                null);
    }

    private PlatformClient(HttpClient http, String base, @Nullable String authorization) {
        this.http = http;
        this.base = base;
        this.authorization = authorization;
    }

    /** The same address with the value of an {@code Authorization} header. */
    PlatformClient as(String header) {
        return new PlatformClient(http, base, header);
    }

    /** The same caller at an address below this one. */
    PlatformClient under(String path) {
        return new PlatformClient(http, base + path, authorization);
    }

    String url() {
        return base;
    }

    Answer get(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, null, BodyPublishers.noBody());
    }

    /** @param body anything that Jackson can write as JSON */
    Answer post(String path, Object body) {
        try {
            return send("POST", path, "application/json", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Answer post(String path, Multipart body) {
        return send("POST", path, body.contentType(), BodyPublishers.ofByteArray(body.bytes()));
    }

    private Answer send(String method, String path, @Nullable String contentType, BodyPublisher body) {
        URI uri = URI.create(base + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, body)
                .timeout(ANSWER)
                .header("Accept", "application/json, application/problem+json");
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(method + " " + uri.getPath(), response.statusCode(), response.body());
        } catch (IOException e) {
            throw new DemoException("%s does not answer (%s)".formatted(uri, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted", e);
        }
    }
}
