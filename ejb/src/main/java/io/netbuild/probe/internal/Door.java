package io.netbuild.probe.internal;

import io.netbuild.probe.ProbePath;
import java.util.List;
import java.util.Optional;

/** A way to what tenants have. */
interface Door {

    ProbePath path();

    /** Why it cannot be tried at all on this server; empty when it can. */
    Optional<String> closed(List<Belongings> all) throws Exception;

    /** What will be tried by each tenant on each other one; more may be tried where it depends on how they live. */
    List<Trial> trials();

    /** The owner does what leaves its things as they are, to show that attempts are worth something. */
    void prove(Belongings own, Findings findings) throws Exception;

    /**
     * One tenant tries everything on what another one has.
     *
     * @param watch over what the other one has
     */
    void intrude(Belongings intruder, Belongings owner, Watch watch, Findings findings) throws Exception;

    /** The owner does what uses its things up. After this nobody can try anything any more. */
    void proveForGood(Belongings own, Findings findings) throws Exception;
}
