package io.netbuild.probe.internal;

import io.netbuild.probe.Kind;
import io.netbuild.probe.ProbePath;
import java.util.List;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Commands in the queue of workflows that name another tenant, sent with the intruder's own key: they must end among the dead letters and have no effect.
 * What is sent and where it must end is listed here; there is nothing yet that could send it.
 */
final class JmsDoor implements Door {

    static final String QUEUE = "java:/jms/WorkflowCommands";

    private static final List<Trial> TRIALS = List.of(
            new Trial(ProbePath.JMS, Kind.START, "start in the name of the other tenant"),
            new Trial(ProbePath.JMS, Kind.CORRELATE, "correlate by business key in the name of the other tenant"),
            new Trial(ProbePath.JMS, Kind.CORRELATE, "correlate by business key in its own name"),
            new Trial(ProbePath.JMS, Kind.CORRELATE, "signal in the name of the other tenant"),
            new Trial(ProbePath.JMS, Kind.CORRELATE, "signal in its own name"),
            new Trial(ProbePath.JMS, Kind.COMPLETE, "complete an external task in the name of the other tenant"),
            new Trial(ProbePath.JMS, Kind.COMPLETE, "complete an external task in its own name"));

    @Override
    public ProbePath path() {
        return ProbePath.JMS;
    }

    @Override
    public Optional<String> closed(List<Belongings> all) {
        try {
            InitialContext.doLookup(QUEUE);
            return Optional.of("the probe cannot send with the key of a tenant yet");
        } catch (NamingException e) {
            return Optional.of("the queue is not on this server");
        }
    }

    @Override
    public List<Trial> trials() {
        return TRIALS;
    }

    @Override
    public void prove(Belongings own, Findings findings) {
        // closed
    }

    @Override
    public void intrude(Belongings intruder, Belongings owner, Watch watch, Findings findings) {
        // closed
    }

    @Override
    public void proveForGood(Belongings own, Findings findings) {
        // closed
    }
}
