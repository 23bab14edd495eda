package io.netbuild.probe.internal;

import io.netbuild.probe.AttemptResult;
import io.netbuild.probe.Kind;
import io.netbuild.probe.Outcome;
import io.netbuild.probe.ProbePath;

/**
 * An attempt before it is made.
 *
 * @param attempt as in {@link AttemptResult}
 * @param on as in {@link AttemptResult}
 */
record Trial(ProbePath path, Kind kind, String attempt, String on) {

    Trial(ProbePath path, Kind kind, String attempt) {
        this(path, kind, attempt, "");
    }

    AttemptResult by(ProbeTenant from, ProbeTenant to, Finding finding) {
        return new AttemptResult(path, kind, attempt, on, from.name(), to.name(), finding.outcome(), finding.detail());
    }

    /**
     * What came of it.
     *
     * @param detail as in {@link AttemptResult}
     */
    record Finding(Outcome outcome, String detail) {

        static Finding of(Outcome outcome) {
            return new Finding(outcome, "");
        }
    }
}
