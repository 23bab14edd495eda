package io.netbuild.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeReportTest {

    private static final Control WORKED = new Control(ProbePath.SQL, "read", "", "shared-a", true, "");
    private static final Control FAILED = new Control(ProbePath.SQL, "read", "", "shared-b", false, "no rows");

    private static AttemptResult attempt(Outcome outcome) {
        return new AttemptResult(ProbePath.SQL, Kind.READ, "read", "", "shared-a", "shared-b", outcome, "");
    }

    private static ProbeReport report(List<Control> controls, Outcome... outcomes) {
        return new ProbeReport(
                UUID.randomUUID(),
                Instant.EPOCH,
                Duration.ZERO,
                "node",
                Map.of(),
                List.of(),
                Map.of(ProbePath.JMS, "not here"),
                Stream.of(outcomes).map(ProbeReportTest::attempt).toList(),
                controls);
    }

    @Test
    void refusalsAndNothingShouldBeIsolation() {
        ProbeReport report = report(List.of(WORKED), Outcome.REFUSED, Outcome.NOTHING);

        assertThat(report.verdict()).isEqualTo(Verdict.ISOLATED);
        assertThat(report.tried()).isEqualTo(2);
    }

    @Test
    void oneLeakShouldDecide() {
        ProbeReport report = report(List.of(WORKED, FAILED), Outcome.REFUSED, Outcome.ERROR, Outcome.LEAK);

        assertThat(report.verdict()).isEqualTo(Verdict.LEAK);
        assertThat(report.leaks()).isOne();
    }

    @Test
    void anErrorShouldBeNoPass() {
        assertThat(report(List.of(WORKED), Outcome.REFUSED, Outcome.ERROR).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anAttemptThatDoesNotWorkForTheOwnerShouldProveNothing() {
        ProbeReport report = report(List.of(WORKED, FAILED), Outcome.REFUSED);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.errors()).isOne();
    }

    @Test
    void whatCouldNotBeTriedShouldProveNothing() {
        ProbeReport report = report(List.of(WORKED), Outcome.UNAVAILABLE);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.tried()).isZero();
    }

    @Test
    void noControlsShouldProveNothing() {
        assertThat(report(List.of(), Outcome.REFUSED).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void everyWayShouldBeSummedUpAlsoWhenItIsNotThere() {
        List<PathSummary> paths = report(List.of(WORKED), Outcome.REFUSED).paths();

        assertThat(paths).extracting(PathSummary::path).containsExactly(ProbePath.values());
        assertThat(paths)
                .filteredOn(path -> path.path() == ProbePath.JMS)
                .singleElement()
                .satisfies(path -> {
                    assertThat(path.reason()).isEqualTo("not here");
                    assertThat(path.attempts()).isZero();
                });
    }
}
