package io.netbuild.it.offboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveHttpIT {

    private static final TestTenant SOURCE = TestTenant.shared("archived");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TASKS = "tables/act_ru_task.ndjson";

    @BeforeAll
    static void make() {
        SOURCE.create().engine().deploy(models());
        SOURCE.engine().start("simple");
    }

    private static List<ModelFile> models() {
        List<ModelFile> models = new ArrayList<>(TestModels.all());
        models.add(TestModels.external());
        return models;
    }

    @Test
    void whatATenantHasShouldGoOnInAnotherOfAnyLevel()
            throws IOException, InterruptedException, GeneralSecurityException {
        TestTenant present = TestTenant.shared("travel-0").create();
        present.engine().deploy(models());

        for (String isolation : List.of("SCHEMA", "DATABASE", "SHARED")) {
            Work work = Work.begin(present);
            present.resource().post("/suspend", Map.of()).expect(200);
            Archive archive = Archive.of(Api.operator(), present);
            if (isolation.equals("SHARED")) {
                Leaving.erase(TestTenant.shared("travel-0"));
            }
            TestTenant next = new TestTenant("travel-to-" + isolation.toLowerCase(Locale.ROOT), isolation);
            next.create();

            Answer imported = archive.importInto(next).expect(200);

            assertThat(imported.text("source")).isEqualTo(present.id());
            assertThat(imported.json().path("rows").asLong()).isGreaterThan(100);
            assertThat(withoutTenant(Archive.of(Api.operator(), next), next))
                    .as("to %s", isolation)
                    .containsAllEntriesOf(withoutTenant(archive, present));
            work.finish(next);
            assertThat(archive.importInto(next).expect(409).text("code")).isEqualTo("tenant-not-empty");
            present = next;
        }
    }

    /** Sorted lines of the tables without the tenant, and without what goes on while one looks: locks of jobs. */
    private static Map<String, List<String>> withoutTenant(Archive archive, TestTenant tenant) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String path : archive.files().keySet()) {
            if (path.startsWith("tables/") && !path.contains("act_ru_job.") && !path.contains("workflow_outbox")) {
                tables.put(
                        path,
                        archive.text(path)
                                .lines()
                                .map(line ->
                                        line.replaceAll("(tenant_id_|rls_tenant_|tenant_id)\":\"" + tenant + "\"", ""))
                                .sorted()
                                .toList());
            }
        }
        return tables;
    }

    @Test
    void anArchiveShouldSayWhatIsInIt() throws IOException, InterruptedException, GeneralSecurityException {
        String member = People.member(SOURCE, "user");
        Archive archive = Archive.of(Api.adminOf(SOURCE.id()), SOURCE);

        JsonNode manifest = archive.manifest();
        assertThat(manifest.path("format").asText()).isEqualTo("netbuild-tenant-export/1");
        assertThat(manifest.path("tenant").path("id").asText()).isEqualTo(SOURCE.id());
        assertThat(manifest.path("files")).hasSize(archive.files().size() - 1);
        for (JsonNode file : manifest.path("files")) {
            byte[] content =
                    Objects.requireNonNull(archive.files().get(file.path("path").asText()));
            assertThat(file.path("sha256").asText()).isEqualTo(sha256(content));
            assertThat(file.path("bytes").asInt()).isEqualTo(content.length);
        }
        assertThat(archive.text(TASKS).lines()).hasSize(1);
        assertThat(archive.files().keySet()).anyMatch(path -> path.matches("models/.*/simple\\.bpmn"));
        assertThat(archive.text("platform/members.ndjson")).contains(member).doesNotContain("password", "argon2");
        assertThat(archive.text("platform/tenant.ndjson")).contains(SOURCE.id());

        Api.userOf(SOURCE.id()).get("/api/tenants/" + SOURCE + "/export").expect(403);
        Api.adminOf("somebody-else").get("/api/tenants/" + SOURCE + "/export").expect(403);
        Api.adminOf(SOURCE.id())
                .send(
                        "POST",
                        "/api/tenants/" + SOURCE + "/import",
                        BodyPublishers.ofByteArray(archive.packed()),
                        "application/zip")
                .expect(403);
    }

    @Test
    void aTenantShouldBeExportedOnceAtATimeWithOthersServedMeanwhile() throws Exception {
        TestTenant tenant = TestTenant.schema("archived-slowly").create();
        CompletableFuture<Answer> first;
        try (Connection owner = Databases.owner()) {
            owner.setAutoCommit(false);
            Databases.execute(
                    owner, "lock table %s.act_ru_task in access exclusive mode".formatted(tenant.databaseName()));
            first = CompletableFuture.supplyAsync(() -> export(tenant, "GET"));
            await().atMost(PATIENCE).until(() -> waiting(owner, tenant) == 1);

            Answer second = export(tenant, "GET");

            assertThat(second.expect(429).text("code")).isEqualTo("too-many-calls");
            assertThat(second.text("detail"))
                    .isEqualTo("Tenant 'archived-slowly' is being exported on this server already");
            assertThat(second.header("Retry-After")).hasValue("10");
            export(tenant, "HEAD").expect(200);
            export(SOURCE, "GET").expect(200);
            owner.rollback();
        }
        first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).expect(200);
        Answer asked = export(tenant, "HEAD").expect(200);
        assertThat(asked.header("Content-Disposition")).hasValue("attachment; filename=\"archived-slowly.zip\"");
        export(tenant, "GET").expect(200);
    }

    private static Answer export(TestTenant tenant, String method) {
        return tenant.resource().send(method, "/export", BodyPublishers.noBody(), null);
    }

    /** Sessions that wait for the table that is locked. */
    private static long waiting(Connection owner, TestTenant tenant) throws SQLException {
        return Databases.number(
                owner,
                "select count(*) from pg_locks where not granted and relation = '%s.act_ru_task'::regclass"
                        .formatted(tenant.databaseName()));
    }

    @Test
    void theCommandLineShouldExportAndImport(@TempDir Path directory) throws IOException, InterruptedException {
        String file = directory.resolve("archived.zip").toString();
        TestTenant target = TestTenant.schema("archived-by-command").create();

        CommandLine exported = CommandLine.run("export", SOURCE.id(), "--to", file);
        CommandLine again = CommandLine.run("export", SOURCE.id(), "--to", file);
        CommandLine nobody = CommandLine.run("export", "nobody", "--to", file + "-of-nobody");
        CommandLine imported = CommandLine.run("import", file, "--tenant", target.id());
        CommandLine twice = CommandLine.run("import", file, "--tenant", target.id());

        assertThat(exported.exitCode()).as(exported.output()).isZero();
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.output()).contains("is there already");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.output()).contains("There is no tenant 'nobody'");
        assertThat(imported.exitCode()).as(imported.output()).isZero();
        assertThat(imported.output()).contains("rows of 'archived' are those of 'archived-by-command' now");
        assertThat(twice.exitCode()).isEqualTo(1);
        assertThat(directory).isDirectoryNotContaining(path -> !path.toString().equals(file));
        assertThat(target.engine().count("")).isEqualTo(1);
    }

    @Test
    void idsThatAreTakenShouldBeAConflict() throws IOException, InterruptedException {
        TestTenant twin = TestTenant.shared("archived-twin").create();

        Answer refused = Archive.of(Api.operator(), SOURCE).importInto(twin).expect(409);

        assertThat(refused.text("detail"))
                .containsPattern("are taken in schema shared of database netbuild by other rows of table act_\\w+, and")
                .doesNotContain("ERROR", "pkey");
        assertThat(twin.engine().count("")).isZero();
        assertThat(SOURCE.engine().count("")).isEqualTo(1);
    }

    @Test
    void anArchiveThatWasTamperedWithShouldBeRefused()
            throws IOException, InterruptedException, GeneralSecurityException {
        TestTenant target = TestTenant.schema("archived-again").create();
        Archive archive = Archive.of(Api.operator(), SOURCE);
        String manifest = archive.text(Archive.MANIFEST);
        String tasks = archive.text(TASKS);
        String evil = tasks.replaceFirst("\"id_\"", "\"evil_\":1,\"id_\"");

        assertRefused(archive.without(Archive.MANIFEST), target, "manifest.json");
        assertRefused(archive.with(Archive.MANIFEST, "{"), target, "manifest");
        assertRefused(archive.without(TASKS), target, TASKS);
        assertRefused(archive.with(TASKS, tasks + tasks), target, TASKS);
        assertRefused(archive.with("../../etc/passwd", "x"), target, "../../etc/passwd");
        assertRefused(archive.with("tables/act_ge_property.ndjson", "x"), target, "act_ge_property");
        assertRefused(
                archive.with(Archive.MANIFEST, manifest.replace("\"due_date_\"", "\"other_date_\"")),
                target,
                "columns");
        assertRefused(withTasks(archive, evil), target, "columns of the table");
        assertRefused(
                withTasks(archive, tasks.replace("\"tenant_id_\":\"" + SOURCE, "\"tenant_id_\":\"" + target)),
                target,
                TASKS + ", line 1");
        target.resource()
                .send("POST", "/import", BodyPublishers.ofString("no zip"), "application/zip")
                .expect(400);
        assertThat(target.engine().count("")).isZero();
        archive.importInto(target).expect(200);
    }

    /** With other tasks, as somebody would make it who knows the format. */
    private static Archive withTasks(Archive archive, String tasks) throws GeneralSecurityException {
        String before = archive.text(TASKS);
        String manifest = archive.text(Archive.MANIFEST)
                .replace(
                        "\"bytes\":" + before.length() + ",\"sha256\":\"" + hash(before),
                        "\"bytes\":" + tasks.length() + ",\"sha256\":\"" + hash(tasks));
        return archive.with(TASKS, tasks).with(Archive.MANIFEST, manifest);
    }

    private static void assertRefused(Archive archive, TestTenant target, String reason) throws IOException {
        Answer refused = archive.importInto(target);

        assertThat(refused.status()).as("%s", refused).isEqualTo(400);
        assertThat(refused.body()).contains(reason, "\"rule\"");
    }

    private static String hash(String text) throws GeneralSecurityException {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] content) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
