package io.netbuild.probe.internal;

import io.netbuild.probe.AttemptResult;
import io.netbuild.probe.Control;
import java.util.ArrayList;
import java.util.List;

/** What a run has found so far. For one thread. */
final class Findings {

    private final List<AttemptResult> attempts = new ArrayList<>();
    private final List<Control> controls = new ArrayList<>();

    void add(AttemptResult attempt) {
        attempts.add(attempt);
    }

    void add(Control control) {
        controls.add(control);
    }

    List<AttemptResult> attempts() {
        return List.copyOf(attempts);
    }

    List<Control> controls() {
        return List.copyOf(controls);
    }
}
