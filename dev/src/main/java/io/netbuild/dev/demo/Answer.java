package io.netbuild.dev.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;

/**
 * What the platform answered.
 *
 * @param request method and path, for messages
 * @param text the body, empty when there was none
 */
record Answer(String request, int status, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_QUOTE = 200;

    /** The body; a missing node when it is empty or no JSON. */
    JsonNode json() {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    boolean is(int... statuses) {
        return Arrays.stream(statuses).anyMatch(expected -> expected == status);
    }

    /**
     * This answer, when its status is one of those.
     *
     * @throws DemoException otherwise, with the problem's detail
     */
    Answer expect(int... statuses) {
        if (!is(statuses)) {
            throw new DemoException("%s answered %d instead of %s: %s"
                    .formatted(
                            request,
                            status,
                            Arrays.toString(statuses).replaceAll("[\\[\\]]", "").replace(", ", " or "),
                            reason()));
        }
        return this;
    }

    /** Why it was refused: the detail of a problem, the message of the engine, or the beginning of the body; one line. */
    String reason() {
        JsonNode json = json();
        String reason = json.path("detail").asText(json.path("message").asText(text));
        String line = reason.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
    }
}
