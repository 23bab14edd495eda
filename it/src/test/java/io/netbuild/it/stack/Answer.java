package io.netbuild.it.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the server answered.
 *
 * @param request method and path, for messages
 */
public record Answer(String request, int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** This answer, which must have the status. */
    public Answer expect(int wanted) {
        if (status != wanted) {
            throw new AssertionError(
                    "%s was answered with %d instead of %d: %s".formatted(request, status, wanted, body));
        }
        return this;
    }

    /** This answer, which must have succeeded. */
    public Answer expectSuccess() {
        if (status >= 300) {
            throw new AssertionError("%s was answered with %d: %s".formatted(request, status, body));
        }
        return this;
    }

    public boolean isRefusal() {
        return status >= 400 && status < 500;
    }

    /** A missing node when there is no body; fails when it is not JSON. */
    public JsonNode json() {
        if (body.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("%s was answered with %d and no JSON: %s".formatted(request, status, body), e);
        }
    }

    /** The body; the elements of a list, or the fields of an object, are in an order of their own: where the server promises none. */
    public String inAnyOrder() {
        if (body.startsWith("[")) {
            return sorted(StreamSupport.stream(json().spliterator(), false));
        }
        return body.startsWith("{") ? sorted(json().properties().stream()) : body;
    }

    private static String sorted(Stream<?> parts) {
        return parts.map(Object::toString).sorted().toList().toString();
    }

    /** The text at a field of the document. */
    public String text(String field) {
        return json().path(field).asText();
    }

    public String id() {
        return text("id");
    }

    /** The texts at a field of each element of the list that the document is. */
    public List<String> texts(String field) {
        return StreamSupport.stream(json().spliterator(), false)
                .map(element -> element.path(field).asText())
                .toList();
    }

    public List<String> ids() {
        return texts("id");
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The media type without its parameters. */
    public String contentType() {
        return header("Content-Type").orElse("").split(";", 2)[0].strip();
    }

    @Override
    public String toString() {
        return request + " -> " + status + " " + body;
    }
}
