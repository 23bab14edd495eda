package io.netbuild.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code ./netbuild run} has left in its data directory about the platform that it started. */
record Installation(Path data) {

    /**
     * The platform's address.
     *
     * @throws DemoException when none is running from this directory
     */
    URI url() {
        Path state = data.resolve("state.json");
        try {
            JsonNode urls = new ObjectMapper().readTree(state.toFile()).path("urls");
            String url = urls.path("platform").asText();
            if (url.isEmpty()) {
                throw new DemoException("%s names no address of the platform; give --url".formatted(state));
            }
            return URI.create(url);
        } catch (IOException e) {
            throw new DemoException(
                    "Nothing runs from %s (no state.json): ./netbuild run, or give --url".formatted(data), e);
        }
    }

    /**
     * The secret of the development client.
     *
     * @throws DemoException when the platform has not written one, as it does in development mode only
     */
    String clientSecret() {
        Path file = data.resolve("issuer").resolve("client-secret");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new DemoException(
                    "No client secret in %s: the demo needs a platform in development mode".formatted(file), e);
        }
    }
}
