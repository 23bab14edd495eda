package io.netbuild.probe.internal;

import io.netbuild.probe.Control;
import io.netbuild.probe.Kind;
import io.netbuild.probe.Outcome;
import io.netbuild.probe.ProbePath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.jspecify.annotations.Nullable;

/**
 * The engine's services as they are injected into application code. No user is authenticated, so that the engine's own checks of tenants and authorizations
 * are off: it is the database that has to hold. Owners roll back what they do.
 */
@ApplicationScoped
public class EjbDoor implements Door {

    private static final List<ServiceAttempt> ATTEMPTS = Stream.of(ServiceReads.ALL, HistoryReads.ALL, ServiceActs.ALL)
            .flatMap(List::stream)
            .toList();

    private final TenantWork work;
    private final ProcessEngine engine;

    @Inject
    EjbDoor(TenantWork work, ProcessEngine engine) {
        this.work = work;
        this.engine = engine;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected EjbDoor() {
        this(null, null);
    }

    @Override
    public ProbePath path() {
        return ProbePath.EJB;
    }

    @Override
    public Optional<String> closed(List<Belongings> all) {
        return Optional.empty();
    }

    @Override
    public List<Trial> trials() {
        return ATTEMPTS.stream().map(ServiceAttempt::trial).toList();
    }

    @Override
    public void prove(Belongings own, Findings findings) {
        for (ServiceAttempt attempt : ATTEMPTS) {
            Trial trial = attempt.trial();
            String problem = "";
            try {
                Object answer = work.undo(own.owner(), () -> attempt.call().on(engine, own));
                boolean shown = trial.kind() != Kind.READ || ServiceAnswers.shows(answer);
                problem = shown ? "" : "shows nothing";
            } catch (Exception e) {
                problem = String.valueOf(e);
            }
            findings.add(
                    new Control(path(), trial.attempt(), trial.on(), own.owner().name(), problem.isEmpty(), problem));
        }
    }

    @Override
    public void intrude(Belongings intruder, Belongings owner, Watch watch, Findings findings) throws Exception {
        for (ServiceAttempt attempt : ATTEMPTS) {
            findings.add(attempt.trial().by(intruder.owner(), owner.owner(), tried(attempt, intruder, owner, watch)));
        }
    }

    private Trial.Finding tried(ServiceAttempt attempt, Belongings intruder, Belongings owner, Watch watch)
            throws Exception {
        @Nullable Object answer;
        try {
            answer = work.keep(intruder.owner(), () -> attempt.call().on(engine, owner));
        } catch (Exception e) {
            return ServiceAnswers.of(e);
        }
        if (ServiceAnswers.shows(answer)) {
            return new Trial.Finding(Outcome.LEAK, "shows something");
        }
        if (attempt.trial().kind() == Kind.READ) {
            return Trial.Finding.of(Outcome.NOTHING);
        }
        String changes = watch.changes();
        return changes.isEmpty()
                ? Trial.Finding.of(Outcome.NOTHING)
                : new Trial.Finding(Outcome.LEAK, "changed " + changes);
    }

    @Override
    public void proveForGood(Belongings own, Findings findings) {
        // what uses things up was rolled back
    }
}
