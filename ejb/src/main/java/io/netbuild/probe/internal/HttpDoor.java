package io.netbuild.probe.internal;

import io.netbuild.probe.Control;
import io.netbuild.probe.Kind;
import io.netbuild.probe.Outcome;
import io.netbuild.probe.ProbePath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An API of this server, over HTTP. Requests cannot be rolled back: what uses an owner's things up is proved at the end, so the order of the attempts is one in
 * which their owner can make them all. For one run.
 */
final class HttpDoor implements Door {

    /** In paths: the id of the tenant that sends the request. */
    private static final String SELF = "{self}";

    private final ProbePath path;
    private final List<HttpAttempt> attempts;
    private final @Nullable HttpAttempt knock;
    private final Map<String, ProbeHttp> clients;

    /**
     * @param knock what the owner is answered when the API is there; null when it is there in any case
     * @param clients of all tenants, by their ids
     */
    HttpDoor(ProbePath path, List<HttpAttempt> attempts, @Nullable HttpAttempt knock, Map<String, ProbeHttp> clients) {
        this.path = path;
        this.attempts = List.copyOf(attempts);
        this.knock = knock;
        this.clients = Map.copyOf(clients);
    }

    @Override
    public ProbePath path() {
        return path;
    }

    @Override
    public Optional<String> closed(List<Belongings> all) throws InterruptedException {
        if (knock == null) {
            return Optional.empty();
        }
        ProbeHttp.Answer answer = send(knock, all.get(0), all.get(0));
        return answer.status() == 404 ? Optional.of("it is not on this server") : Optional.empty();
    }

    @Override
    public List<Trial> trials() {
        return attempts.stream().map(HttpAttempt::trial).toList();
    }

    @Override
    public void prove(Belongings own, Findings findings) throws InterruptedException {
        prove(own, findings, Kind.READ::equals);
    }

    @Override
    public void proveForGood(Belongings own, Findings findings) throws InterruptedException {
        prove(own, findings, kind -> kind != Kind.READ);
    }

    private void prove(Belongings own, Findings findings, Predicate<Kind> which) throws InterruptedException {
        for (HttpAttempt attempt : attempts) {
            Trial trial = attempt.trial();
            if (which.test(trial.kind())) {
                ProbeHttp.Answer answer = send(attempt, own, own);
                boolean worked = trial.kind() == Kind.READ ? HttpAnswers.shows(answer) : HttpAnswers.isSuccess(answer);
                String detail = worked ? "" : "HTTP " + answer.status() + " " + beginning(answer.text());
                findings.add(new Control(
                        path, trial.attempt(), trial.on(), own.owner().name(), worked, detail));
            }
        }
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), 200));
    }

    @Override
    public void intrude(Belongings intruder, Belongings owner, Watch watch, Findings findings) throws Exception {
        for (HttpAttempt attempt : attempts) {
            findings.add(attempt.trial().by(intruder.owner(), owner.owner(), tried(attempt, intruder, owner, watch)));
        }
    }

    private Trial.Finding tried(HttpAttempt attempt, Belongings intruder, Belongings owner, Watch watch)
            throws Exception {
        ProbeHttp.Answer answer = send(attempt, intruder, owner);
        if (!HttpAnswers.isSuccess(answer)) {
            return HttpAnswers.ofFailure(answer);
        }
        if (answer.text().contains(owner.get("secret"))
                || (attempt.trial().kind() == Kind.READ && HttpAnswers.shows(answer))) {
            return new Trial.Finding(Outcome.LEAK, "HTTP " + answer.status() + " with content");
        }
        if (attempt.trial().kind() == Kind.READ) {
            return Trial.Finding.of(Outcome.NOTHING);
        }
        if (attempt.trial().kind() == Kind.START || path == ProbePath.API) {
            return new Trial.Finding(Outcome.LEAK, "HTTP " + answer.status());
        }
        String changes = watch.changes();
        return changes.isEmpty()
                ? new Trial.Finding(Outcome.NOTHING, "HTTP " + answer.status())
                : new Trial.Finding(Outcome.LEAK, "changed " + changes);
    }

    private ProbeHttp.Answer send(HttpAttempt attempt, Belongings by, Belongings of) throws InterruptedException {
        ProbeHttp client = Objects.requireNonNull(clients.get(by.tenant()), "every tenant has one");
        String path = attempt.path().replace(SELF, by.tenant());
        return client.send(attempt.method(), of.fill(path), of.fill(attempt.body()));
    }
}
