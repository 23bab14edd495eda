package io.netbuild.probe.internal;

import io.netbuild.probe.Control;
import io.netbuild.probe.Outcome;
import io.netbuild.probe.ProbePath;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commands in the queue of workflows, sent with the intruder's own key: they must end among the dead letters, for being forbidden or for naming what is not
 * there, and have no effect. For one run.
 */
final class JmsDoor implements Door {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Why commands are not carried out that reach for another tenant's things; other reasons would be those of a broken command. */
    private static final Set<String> REFUSALS =
            Set.of("forbidden-tenant", "unknown-definition", "unknown-external-task", "not-lock-owner", "no-match");

    private final @Nullable CommandQueue queue;
    private final Map<String, ProbeKey> keys;
    private final QueuedEffects effects;

    /** @param keys of all tenants, by their ids */
    JmsDoor(Map<String, ProbeKey> keys, QueuedEffects effects) {
        this.queue = CommandQueue.find().orElse(null);
        this.keys = Map.copyOf(keys);
        this.effects = effects;
    }

    @Override
    public ProbePath path() {
        return ProbePath.JMS;
    }

    @Override
    public Optional<String> closed(List<Belongings> all) {
        return queue == null ? Optional.of("the queue is not on this server") : Optional.empty();
    }

    @Override
    public List<Trial> trials() {
        return JmsAttempt.ALL.stream().map(JmsAttempt::trial).toList();
    }

    @Override
    public void prove(Belongings own, Findings findings) {
        // commands cannot be taken back
    }

    @Override
    public void intrude(Belongings intruder, Belongings owner, Watch watch, Findings findings) throws JMSException {
        Map<JmsAttempt, String> sent = new LinkedHashMap<>();
        for (JmsAttempt attempt : JmsAttempt.ALL) {
            try {
                sent.put(attempt, send(attempt, intruder, owner));
            } catch (JMSRuntimeException e) {
                Trial.Finding error = new Trial.Finding(Outcome.ERROR, String.valueOf(e.getMessage()));
                findings.add(attempt.trial().by(intruder.owner(), owner.owner(), error));
            }
        }
        for (Map.Entry<JmsAttempt, String> message : sent.entrySet()) {
            Trial.Finding finding = found(open().deadLetter(message.getValue(), PATIENCE));
            findings.add(message.getKey().trial().by(intruder.owner(), owner.owner(), finding));
        }
    }

    private String send(JmsAttempt attempt, Belongings by, Belongings of) {
        ProbeKey key = Objects.requireNonNull(keys.get(by.tenant()), "every tenant has one");
        String tenant = attempt.named() ? of.tenant() : by.tenant();
        return open().send(key, tenant, attempt.command(), of.fill(attempt.body()));
    }

    /** What was carried out is found by what the owner has afterwards; that it is not among the dead letters is enough to be no pass. */
    private static Trial.Finding found(Optional<String> reason) {
        return reason.map(why -> new Trial.Finding(REFUSALS.contains(why) ? Outcome.REFUSED : Outcome.ERROR, why))
                .orElseGet(() -> new Trial.Finding(Outcome.ERROR, "not among the dead letters"));
    }

    @Override
    public void proveForGood(Belongings own, Findings findings) throws Exception {
        for (JmsAttempt attempt : JmsAttempt.ALL) {
            if (attempt.named()) {
                String problem = "";
                try {
                    String id = send(attempt, own, own);
                    if (!effects.comeTrue(attempt.command(), own, PATIENCE)) {
                        problem = open().deadLetter(id, Duration.ofSeconds(1)).orElse("was not carried out");
                    }
                } catch (JMSRuntimeException e) {
                    problem = String.valueOf(e.getMessage());
                }
                findings.add(new Control(
                        path(), attempt.trial().attempt(), "", own.owner().name(), problem.isEmpty(), problem));
            }
        }
    }

    private CommandQueue open() {
        return Objects.requireNonNull(queue, "closed() comes first");
    }
}
