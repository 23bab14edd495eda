package io.netbuild.probe.internal;

import io.netbuild.probe.Outcome;
import java.util.Set;

/** What the answers to requests mean. */
final class HttpAnswers {

    /** No, this is not yours or not there. Others, such as 401 or 415, say that the request itself was wrong, which proves nothing. */
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409);

    private static final Set<String> EMPTY = Set.of("", "[]", "{}", "{\"count\":0}");

    private HttpAnswers() {}

    static boolean isSuccess(ProbeHttp.Answer answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }

    /** Whether it shows anything: neither an empty document nor a count of zero. */
    static boolean shows(ProbeHttp.Answer answer) {
        return isSuccess(answer) && !EMPTY.contains(answer.text().replaceAll("\\s", ""));
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
