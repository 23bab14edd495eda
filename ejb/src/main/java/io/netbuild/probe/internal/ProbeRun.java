package io.netbuild.probe.internal;

import io.netbuild.kernel.Isolation;
import io.netbuild.placement.Installation;
import io.netbuild.probe.AttemptResult;
import io.netbuild.probe.Kind;
import io.netbuild.probe.Outcome;
import io.netbuild.probe.ProbePath;
import io.netbuild.probe.ProbeReport;
import io.netbuild.probe.Verdict;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;

/**
 * One probe from its beginning to its end: makes tenants, gives each the same things, shows that every attempt works for the owner, lets each tenant try what
 * it can with the others' things, looks whether those have changed, and removes the tenants again. For one run; only one may be on.
 */
@Dependent
public class ProbeRun {

    private final ProbeTenants tenants;
    private final TenantWork work;
    private final Fingerprints fingerprints;
    private final ProcessEngine engine;
    private final Installation installation;
    private final ProbeCredentials credentials;
    private final EjbDoor ejb;
    private final SqlDoor sql;
    private final QueuedEffects effects;

    @Inject
    ProbeRun(
            ProbeTenants tenants,
            TenantWork work,
            Fingerprints fingerprints,
            ProcessEngine engine,
            Installation installation,
            ProbeCredentials credentials,
            EjbDoor ejb,
            SqlDoor sql,
            QueuedEffects effects) {
        this.tenants = tenants;
        this.work = work;
        this.fingerprints = fingerprints;
        this.engine = engine;
        this.installation = installation;
        this.credentials = credentials;
        this.ejb = ejb;
        this.sql = sql;
        this.effects = effects;
    }

    /**
     * @param server where this server answers HTTP
     * @throws Exception when it cannot be done to the end; the tenants are removed then too
     */
    public ProbeReport perform(UUID id, URI server, String actor) throws Exception {
        ProbeReport report = report(id, server, actor);
        if (report.verdict() == Verdict.ISOLATED) {
            ProbeLog.LOG.isolated(id.toString(), report.tried());
        } else {
            ProbeLog.LOG.notIsolated(id.toString(), report.leaks(), report.errors(), report.tried());
        }
        return report;
    }

    private ProbeReport report(UUID id, URI server, String actor) throws Exception {
        Instant start = Instant.now();
        tenants.removeAll(actor); // of a run that a crash has ended
        try {
            List<Belongings> all = new ArrayList<>();
            Map<String, ProbeKey> keys = new HashMap<>();
            for (ProbeTenant tenant : tenants.create(id, actor)) {
                Belongings planted = work.keep(tenant, () -> new Planting(engine, tenant).plant());
                all.add(planted.with(
                        "guestKey", credentials.issueToGuest(tenant, actor).id()));
                keys.put(tenant.id().value(), credentials.issue(tenant, actor));
            }
            Findings findings = new Findings();
            Map<ProbePath, String> unavailable = attempt(all, doors(server, keys), findings);
            return new ProbeReport(
                    id,
                    start,
                    Duration.between(start, Instant.now()),
                    installation.node(),
                    installation.versions(),
                    all.stream().map(ProbeRun::shown).toList(),
                    unavailable,
                    findings.attempts(),
                    findings.controls());
        } finally {
            cleanUp(actor);
        }
    }

    /** What cannot be removed now is no reason to lose a report. */
    private void cleanUp(String actor) {
        try {
            tenants.removeAll(actor);
        } catch (RuntimeException e) {
            ProbeLog.LOG.notRemoved(e);
        }
    }

    private static ProbeReport.ProbedTenant shown(Belongings belongings) {
        ProbeTenant tenant = belongings.owner();
        return new ProbeReport.ProbedTenant(
                tenant.name(), belongings.tenant(), tenant.isolation().name());
    }

    /** @return the ways that cannot be tried, and why */
    private Map<ProbePath, String> attempt(List<Belongings> all, List<Door> doors, Findings findings) throws Exception {
        Map<ProbePath, String> unavailable = new EnumMap<>(ProbePath.class);
        List<Door> open = new ArrayList<>();
        for (Door door : doors) {
            Optional<String> closed = door.closed(all);
            if (closed.isPresent()) {
                unavailable.put(door.path(), closed.get());
                note(door, closed.get(), all, findings);
            } else {
                open.add(door);
            }
        }
        for (Door door : open) {
            for (Belongings own : all) {
                door.prove(own, findings);
            }
        }
        for (Belongings owner : all) {
            for (Belongings intruder : all) {
                if (tries(intruder, owner)) {
                    intrude(open, intruder, owner, findings);
                }
            }
        }
        for (Door door : open) {
            for (Belongings own : all) {
                door.proveForGood(own, findings);
            }
        }
        return unavailable;
    }

    /** The last in the list are those that use up most at the end. */
    private List<Door> doors(URI server, Map<String, ProbeKey> keys) {
        Map<String, ProbeHttp> clients = new HashMap<>();
        keys.forEach((tenant, key) -> clients.put(tenant, new ProbeHttp(server, key)));
        return List.of(
                ejb,
                sql,
                new JmsDoor(keys, effects),
                new HttpDoor(ProbePath.API, ApiAttempts.ALL, null, clients),
                new HttpDoor(ProbePath.COCKPIT, CockpitAttempts.ALL, CockpitAttempts.KNOCK, clients),
                new HttpDoor(ProbePath.ENGINE_REST, EngineRestAttempts.all(), null, clients));
    }

    /** The two of a level each on the other one, and the first of each level on the first of every other. */
    private static boolean tries(Belongings intruder, Belongings owner) {
        Isolation of = owner.owner().isolation();
        if (intruder.owner().isolation() == of) {
            return !intruder.equals(owner);
        }
        return isFirst(intruder) && isFirst(owner);
    }

    private static boolean isFirst(Belongings belongings) {
        return belongings.owner().name().endsWith("-a");
    }

    private void intrude(List<Door> doors, Belongings intruder, Belongings owner, Findings findings) throws Exception {
        for (Door door : doors) {
            Watch watch = new Watch(fingerprints, owner.owner());
            door.intrude(intruder, owner, watch, findings);
            String changes = watch.changes();
            Trial.Finding afterwards = changes.isEmpty()
                    ? Trial.Finding.of(Outcome.NOTHING)
                    : new Trial.Finding(Outcome.LEAK, "changed " + changes);
            findings.add(new Trial(door.path(), Kind.CHANGE, "what the other has after all attempts")
                    .by(intruder.owner(), owner.owner(), afterwards));
        }
    }

    private static void note(Door door, String reason, List<Belongings> all, Findings findings) {
        Trial.Finding notTried = new Trial.Finding(Outcome.UNAVAILABLE, reason);
        for (Belongings owner : all) {
            for (Belongings intruder : all) {
                if (tries(intruder, owner)) {
                    for (Trial trial : door.trials()) {
                        AttemptResult result = trial.by(intruder.owner(), owner.owner(), notTried);
                        findings.add(result);
                    }
                }
            }
        }
    }
}
