package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.offboarding.Archive;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is imported arrives where the tenant lives, or not at all. */
class ImportsAndMovesHttpIT {

    private static final TestTenant SOURCE = TestTenant.shared("import-source");

    @BeforeAll
    static void make() {
        SOURCE.create().engine().deploy(TestModels.all());
        SOURCE.engine().start("simple");
    }

    @Test
    void aTenantThatIsMovingShouldTakeNoImport() throws IOException, InterruptedException, SQLException {
        Archive archive = Archive.of(Api.operator(), SOURCE);
        TestTenant target = TestTenant.schema("import-moving").create();

        Answer refused;
        Answer dryRun;
        String move;
        try (Gate gate = Gate.at("COPYING")) {
            move = Moving.begin(target, "DATABASE");
            gate.awaitSomebody();
            refused = archive.importInto(target).expect(409);
            dryRun = target.resource()
                    .post("/moves", Moving.wish("SHARED", true))
                    .expect(200);
        }
        Moving.done(target.resource(), move);

        assertThat(refused.text("code")).isEqualTo("conflict");
        assertThat(refused.text("detail")).contains("is moving", "nothing was imported");
        assertThat(dryRun.json().path("blockers").path(0).asText())
                .startsWith("The tenant has a move that is not finished: ")
                .endsWith(" is COPYING");
        assertThat(target.engine().count("")).isZero();
        archive.importInto(target).expect(200);
        assertThat(target.engine().count("")).isEqualTo(1);
    }

    @Test
    void anArchiveShouldArriveWhereTheTenantHasMovedMeanwhile() throws IOException, InterruptedException {
        byte[] archive = Archive.of(Api.operator(), SOURCE).packed();
        TestTenant target = TestTenant.schema("import-slow").create();

        CompletableFuture<Answer> importing;
        try (PipedOutputStream sent = new PipedOutputStream()) {
            PipedInputStream body = new PipedInputStream(sent);
            importing = CompletableFuture.supplyAsync(() -> target.resource()
                    .send("POST", "/import", BodyPublishers.ofInputStream(() -> body), "application/zip"));
            sent.write(Arrays.copyOf(archive, archive.length / 2));
            sent.flush();
            Moving.move(target, "DATABASE");
            sent.write(archive, archive.length / 2, archive.length - archive.length / 2);
        }

        importing.join().expect(200);
        assertThat(target.engine().count("")).isEqualTo(1);
    }
}
