package io.netbuild.probe.internal;

import io.netbuild.probe.Kind;
import io.netbuild.probe.ProbePath;
import org.camunda.bpm.engine.ProcessEngine;
import org.jspecify.annotations.Nullable;

/** A call of the engine's services. */
record ServiceAttempt(Trial trial, Call call) {

    /** Gets what belongs to somebody: for the owner itself it shows something or succeeds. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object on(ProcessEngine engine, Belongings owner) throws Exception;
    }

    /** A call that returns nothing. */
    @FunctionalInterface
    interface Act {
        void on(ProcessEngine engine, Belongings owner) throws Exception;
    }

    static ServiceAttempt read(String what, Call call) {
        return new ServiceAttempt(new Trial(ProbePath.EJB, Kind.READ, what), call);
    }

    /** @param call returns what was started */
    static ServiceAttempt start(String what, Call call) {
        return new ServiceAttempt(new Trial(ProbePath.EJB, Kind.START, what), call);
    }

    static ServiceAttempt act(Kind kind, String what, Act act) {
        return new ServiceAttempt(new Trial(ProbePath.EJB, kind, what), (engine, owner) -> {
            act.on(engine, owner);
            return null;
        });
    }
}
