package io.netbuild.probe;

import java.util.List;

/**
 * What came of all attempts by one way.
 *
 * @param reason why it is not available; empty when it is
 */
public record PathSummary(
        ProbePath path,
        String reason,
        long attempts,
        long refused,
        long nothing,
        long leaks,
        long errors,
        long unavailable,
        long controls,
        long failedControls) {

    /** @param attempts tried or not, those of other ways among them */
    static PathSummary of(ProbePath path, String reason, List<AttemptResult> attempts, List<Control> controls) {
        List<Outcome> outcomes = attempts.stream()
                .filter(attempt -> attempt.path() == path)
                .map(AttemptResult::outcome)
                .toList();
        List<Control> own =
                controls.stream().filter(control -> control.path() == path).toList();
        long unavailable = count(outcomes, Outcome.UNAVAILABLE);
        return new PathSummary(
                path,
                reason,
                outcomes.size() - unavailable,
                count(outcomes, Outcome.REFUSED),
                count(outcomes, Outcome.NOTHING),
                count(outcomes, Outcome.LEAK),
                count(outcomes, Outcome.ERROR),
                unavailable,
                own.size(),
                own.stream().filter(control -> !control.worked()).count());
    }

    private static long count(List<Outcome> outcomes, Outcome wanted) {
        return outcomes.stream().filter(wanted::equals).count();
    }
}
