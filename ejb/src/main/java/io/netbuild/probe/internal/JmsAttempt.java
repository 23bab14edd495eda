package io.netbuild.probe.internal;

import io.netbuild.probe.Kind;
import io.netbuild.probe.ProbePath;
import java.util.List;

/**
 * A command by message.
 *
 * @param named whether the message names the owner of the things as its tenant, rather than who sends it
 * @param body JSON with the names of {@link Belongings} in braces
 */
record JmsAttempt(Trial trial, String command, boolean named, String body) {

    /** The owner can do all of them but those in the sender's own name. */
    static final List<JmsAttempt> ALL = List.of(
            of(Kind.START, "start", true, "{\"processDefinitionKey\":\"{onlyKey}\",\"businessKey\":\"{queuedStart}\"}"),
            of(
                    Kind.CORRELATE,
                    "correlate",
                    true,
                    "{\"messageName\":\"probe-message\",\"processInstanceId\":\"{queued}\"}"),
            of(Kind.CORRELATE, "signal", true, "{\"signalName\":\"{signal}\"}"),
            of(
                    Kind.COMPLETE,
                    "complete-external-task",
                    true,
                    "{\"externalTaskId\":\"{queuedTask}\",\"workerId\":\"probe\"}"),
            of(
                    Kind.START,
                    "start",
                    false,
                    "{\"processDefinitionKey\":\"{onlyKey}\",\"businessKey\":\"{queuedStart}\"}"),
            of(
                    Kind.COMPLETE,
                    "complete-external-task",
                    false,
                    "{\"externalTaskId\":\"{queuedTask}\",\"workerId\":\"probe\"}"));

    private static JmsAttempt of(Kind kind, String command, boolean named, String body) {
        String name = command + (named ? " in the name of the other tenant" : " in its own name");
        return new JmsAttempt(new Trial(ProbePath.JMS, kind, name), command, named, body);
    }
}
