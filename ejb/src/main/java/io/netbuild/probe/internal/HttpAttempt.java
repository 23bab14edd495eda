package io.netbuild.probe.internal;

import io.netbuild.probe.Kind;
import io.netbuild.probe.ProbePath;

/**
 * A request.
 *
 * @param template method and path, with the names of {@link Belongings} in braces
 * @param body JSON with such names; empty for none
 */
record HttpAttempt(Trial trial, String template, String body) {

    /** @param at the part of the path that all requests of the way have; not shown in reports */
    static HttpAttempt of(ProbePath path, Kind kind, String at, String request, String body) {
        String[] parts = request.split(" "); // what follows in brackets tells requests apart for readers
        return new HttpAttempt(new Trial(path, kind, request), parts[0] + " " + at + parts[1], body);
    }

    String method() {
        return template.substring(0, template.indexOf(' '));
    }

    String path() {
        return template.substring(template.indexOf(' ') + 1);
    }
}
