package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MoveTextTest {

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void aMoveThatIsDoneShouldSayWhereTheTenantLivesAndForHowLongItStoodStill() throws IOException {
        String text = MoveText.result(
                json(
                        """
                        {'tenant':'acme','phase':'DONE','source':{'isolation':'SHARED','server':'default'},'target':{'isolation':'DATABASE','server':'second'},
                         'rowsCopied':12345,'rowsChanged':17,'freezeMillis':310,'createdAt':'2026-01-01T10:00:00Z','finishedAt':'2026-01-01T10:00:08.100Z'}
                        """));

        assertThat(text)
                .isEqualTo(
                        "Tenant acme lives in DATABASE on server second now: 12,345 rows in 8.1 s, frozen for 0.31 s, 17 rows changed meanwhile");
    }

    @Test
    void aMoveThatKeepsWhatTheTenantHasLeftShouldSayHowToGoBackAndUntilWhen() throws IOException {
        JsonNode move = json(
                """
                {'id':'4711','tenant':'acme','phase':'SWITCHED','keptUntil':'2030-01-31T22:00:00Z','source':{'isolation':'SHARED','server':'default'},
                 'target':{'isolation':'SCHEMA','server':'default'},'rowsCopied':12345,'rowsChanged':17,'freezeMillis':310,'createdAt':'2026-01-01T10:00:00Z'}
                """);

        assertThat(MoveText.hasMoved(move)).isTrue();
        assertThat(MoveText.result(move))
                .startsWith("Tenant acme lives in SCHEMA now: 12,345 rows in ")
                .contains("It can go back until 2030-01-31T22:00:00Z: POST /api/tenants/acme/moves/4711/cancel");
    }

    @Test
    void aMoveThatIsStillCleaningUpShouldNotHaveEnded() throws IOException {
        assertThat(MoveText.hasMoved(json("{'phase':'SWITCHED','keptUntil':null}")))
                .isFalse();
        assertThat(MoveText.hasMoved(json("{'phase':'CLEANING_UP'}"))).isFalse();
    }

    @Test
    void aMoveThatFailedShouldSayWhyAndWhereTheTenantIs() throws IOException {
        String text = MoveText.result(
                json(
                        """
                        {'tenant':'acme','phase':'FAILED','error':'the disk is full','source':{'isolation':'SHARED','server':'default'},'target':{'isolation':'SCHEMA','server':'default'}}
                        """));

        assertThat(text).isEqualTo("Tenant acme stays in SHARED: FAILED, the disk is full");
    }

    @Test
    void aForecastShouldNameWhatIsInTheWay() throws IOException {
        String text = MoveText.forecast(
                json(
                        """
                        {'rows':1500,'bytes':2500000,'expectedFreezeMillis':120,'blockers':['a table that nobody knows'],
                         'tables':[{'table':'act_hi_procinst','rows':1500,'bytes':2500000},{'table':'act_ru_task','rows':0,'bytes':0}]}
                        """));

        assertThat(text)
                .containsPattern("act_hi_procinst +1,500 +2\\.5")
                .doesNotContain("act_ru_task")
                .contains("1,500 rows, 2.5 MB, expected to freeze the tenant for 0.12 s")
                .endsWith("In the way: a table that nobody knows");
    }

    @Test
    void aMoveThatHasBegunShouldSayHowToRollItBackAndWhatItWaitsFor() throws IOException {
        assertThat(MoveText.begun(json("{'id':'m1','tenant':'acme','window':null}")))
                .isEqualTo("Move m1; to roll it back: POST /api/tenants/acme/moves/m1/cancel");
        assertThat(MoveText.begun(json("{'id':'m1','tenant':'acme','window':{'from':'2030-01-31T22:00:00Z'}}")))
                .contains("/moves/m1/cancel")
                .endsWith("does not stand still before 2030-01-31T22:00:00Z; its rows are copied until then");
    }

    @Test
    void progressShouldBeALineForEachPhaseWhereThereIsNoTerminal() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MoveProgress progress = new MoveProgress(new PrintStream(out, true, StandardCharsets.UTF_8), false)) {
            progress.show(json("{'phase':'COPYING','percent':10}"));
            progress.show(json("{'phase':'COPYING','percent':20}"));
            progress.show(json("{'phase':'DONE','percent':100}"));
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("COPYING", "DONE");
    }

    @Test
    void progressShouldBeABarThatIsOverwrittenOnATerminal() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MoveProgress progress = new MoveProgress(new PrintStream(out, true, StandardCharsets.UTF_8), true)) {
            progress.show(json("{'phase':'COPYING','percent':50,'rowsCopied':1500,'rows':3000,'rowsPerSecond':20000}"));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("\r[###############...............]  50 %  COPYING")
                .contains("1,500 of 3,000 rows, 20,000 rows/s")
                .endsWith(System.lineSeparator());
    }
}
