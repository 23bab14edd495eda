package io.netbuild.probe.internal;

import io.netbuild.probe.Outcome;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Set;

/** What the answers to requests mean. */
final class HttpAnswers {

    /** No, this is not yours or not there. Others, such as 401 or 415, say that the request itself was wrong, which proves nothing. */
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409);

    private HttpAnswers() {}

    static boolean isSuccess(ProbeHttp.Answer answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }

    /** Whether it shows anything: neither an empty document nor a count of zero. */
    static boolean shows(ProbeHttp.Answer answer) {
        if (!isSuccess(answer) || answer.text().isBlank()) {
            return false;
        }
        try (JsonReader reader = Json.createReader(new StringReader(answer.text()))) {
            JsonStructure json = reader.read();
            if (json instanceof JsonObject object) {
                boolean zero =
                        object.size() == 1 && object.get("count") instanceof JsonNumber count && count.longValue() == 0;
                return !object.isEmpty() && !zero;
            }
            return !JsonValue.EMPTY_JSON_ARRAY.equals(json);
        } catch (JsonException e) {
            return true; // a file, for example
        }
    }

    /** What an answer other than a success means. */
    static Trial.Finding ofFailure(ProbeHttp.Answer answer) {
        if (answer.status() == 0) {
            return new Trial.Finding(Outcome.ERROR, answer.text());
        }
        Outcome outcome = REFUSALS.contains(answer.status()) ? Outcome.REFUSED : Outcome.ERROR;
        return new Trial.Finding(outcome, "HTTP " + answer.status());
    }
}
