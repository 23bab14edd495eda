package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets tokens from the running server's development issuer. */
final class DevelopmentTokens {
    private static final String CLIENT = "netbuild-dev";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final Path issuer;

    /** @param issuer the directory with the client's secret */
    DevelopmentTokens(URI server, Path issuer) {
        this.server = server;
        this.issuer = issuer;
    }

    String issue(String subject, String role, @Nullable String tenant, Duration lifetime)
            throws IOException, InterruptedException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("subject", subject);
        wanted.put("roles", List.of(role));
        if (tenant != null) {
            wanted.put("tenant", tenant);
        }
        wanted.put("lifetimeSeconds", lifetime.toSeconds());
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/tokens"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + credentials())
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(wanted)))
                .build();
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new StackException("no token: the server answered " + answer.statusCode() + " " + reason(answer));
        }
        return JSON.readTree(answer.body()).path("token").asText();
    }

    private static String reason(HttpResponse<String> answer) {
        try {
            JsonNode problem = JSON.readTree(answer.body());
            return problem.path("detail").asText(problem.path("title").asText());
        } catch (IOException e) {
            return "";
        }
    }

    private String credentials() throws IOException {
        Path file = issuer.resolve("client-secret");
        try {
            String client = CLIENT + ":" + Files.readString(file).strip();
            return Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new StackException("no token: " + file + " is missing; the server writes it when it starts", e);
        }
    }
}
