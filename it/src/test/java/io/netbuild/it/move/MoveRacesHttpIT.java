package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of two who want something else of a tenant in the same moment, one finds the other. */
class MoveRacesHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Connection database;

    @BeforeEach
    void connect() throws SQLException {
        database = Stack.server().postgres().connectAsSuperuser("netbuild");
    }

    @AfterEach
    void disconnect() throws SQLException {
        database.close();
    }

    /** The answer to a call that has seen nothing of a change of the tenant's record, and comes to write when that is done. */
    private Answer meeting(TestTenant tenant, String change, Supplier<Answer> call) throws SQLException {
        database.setAutoCommit(false);
        try {
            Databases.execute(
                    database, "select from netbuild.tenants where id = '%s' for update; %s".formatted(tenant, change));
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(call);
            await("a session that waits for this one").atMost(PATIENCE).until(this::isWaitedFor);
            database.commit();
            return answer.join();
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private boolean isWaitedFor() throws SQLException {
        try (Connection other = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            return Databases.number(
                            other,
                            "select count(*) from pg_stat_activity where %s = any (pg_blocking_pids(pid))"
                                    .formatted(Databases.number(database, "select pg_backend_pid()")))
                    > 0;
        }
    }

    /** One that nobody works on for an hour. */
    private static String moveOf(TestTenant tenant) {
        return """
                insert into netbuild.tenant_moves (tenant_id, source_isolation, source_server, target_isolation, target_server, epoch, actor, next_attempt_at)
                select '%1$s', 'SHARED', 'main', 'SCHEMA', 'main', epoch, 'somebody', now() + interval '1 hour' from netbuild.tenant_placements where tenant_id = '%1$s'
                """
                .formatted(tenant);
    }

    private void forgetMove(TestTenant tenant) throws SQLException {
        Databases.execute(database, "delete from netbuild.tenant_moves where tenant_id = '%s'".formatted(tenant));
    }

    @Test
    void onlyOneOfTwoMovesShouldBegin() {
        TestTenant tenant = TestTenant.shared("races-itself").create();

        List<CompletableFuture<Answer>> calls = Stream.of("SCHEMA", "DATABASE")
                .map(level -> CompletableFuture.supplyAsync(
                        () -> tenant.resource().post("/moves", Moving.wish(level, false))))
                .toList();

        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 409);
        answers.stream()
                .filter(answer -> answer.status() == 202)
                .forEach(begun -> Moving.done(tenant.resource(), "/moves/" + begun.id()));
    }

    @Test
    void aTenantThatHasJustBegunToLeaveShouldNotMove() throws SQLException {
        TestTenant tenant = TestTenant.shared("leaves-first").create();

        Answer refused = meeting(
                tenant,
                "update netbuild.tenants set status = 'OFFBOARDING' where id = '%s'".formatted(tenant),
                () -> tenant.resource().post("/moves", Moving.wish("SCHEMA", false)));

        assertThat(refused.status()).as("%s", refused).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("tenant-not-ready");
        assertThat(tenant.resource().get("/moves").expect(200).json().path("items"))
                .isEmpty();
        Databases.execute(database, "update netbuild.tenants set status = 'ACTIVE' where id = '%s'".formatted(tenant));
    }

    @Test
    void aTenantThatHasJustBegunToMoveShouldNotLeave() throws SQLException {
        TestTenant tenant = TestTenant.shared("moves-first").create();
        Answer preview = tenant.resource().post("/offboarding", Map.of()).expect(200);

        Answer refused = meeting(tenant, moveOf(tenant), () -> tenant.resource()
                .post("/offboarding", Map.of("confirmation", preview.text("confirmation"))));

        assertThat(refused.status()).as("%s", refused).isEqualTo(409);
        assertThat(refused.text("detail")).contains("move that is not finished");
        assertThat(tenant.resource().get("").text("status")).isEqualTo("ACTIVE");
        forgetMove(tenant);
        tenant.resource()
                .post("/offboarding", Map.of("confirmation", preview.text("confirmation")))
                .expect(202);
        tenant.resource().delete("/offboarding").expectSuccess();
    }

    @Test
    void aTenantThatHasJustBegunToMoveShouldNotBeRemoved() throws SQLException {
        TestTenant tenant = TestTenant.shared("moves-before-removal").create();

        Answer refused = meeting(tenant, moveOf(tenant), () -> tenant.resource().delete("?force=true"));

        assertThat(refused.status()).as("%s", refused).isEqualTo(409);
        assertThat(refused.text("detail")).contains("move that is not finished");
        assertThat(tenant.resource().get("").text("status")).isEqualTo("ACTIVE");
        forgetMove(tenant);
        tenant.resource().delete("?force=true").expectSuccess();
    }
}
