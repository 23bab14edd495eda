package io.netbuild.engine;

import io.netbuild.tenant.ClockCorrection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * Has all engines of this node go by the clock of the platform's database. Otherwise a timer that is made on a node whose clock is ahead would be late by as
 * much, and a task that an external worker has locked there would be free or locked for too long on the others.
 */
@ApplicationScoped
public class EngineClock {

    void correct(@Observes ClockCorrection correction) {
        ClockUtil.offset(correction.add().toMillis());
    }
}
