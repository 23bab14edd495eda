package io.netbuild.bench.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.dev.demo.ModelFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.camunda.bpm.model.bpmn.Bpmn;

/** The process that the moved tenant and its neighbours work with: a review that somebody has thirty days for. */
final class Reviews {

    static final String PROCESS = "review";

    /** The tenants beside the one that is moved. */
    static final List<String> NEIGHBOURS =
            IntStream.rangeClosed(1, 4).mapToObj(i -> "neighbour-" + i).toList();

    private Reviews() {}

    /** Makes a SHARED tenant that has the process. */
    static void createTenant(BenchServer server, Api operator, String tenant) {
        server.createTenant(operator, tenant, "SHARED");
        operator.deploy(tenant, model());
    }

    private static ModelFile model() {
        return new ModelFile(
                PROCESS + ".bpmn",
                Bpmn.convertToString(Bpmn.createExecutableProcess(PROCESS)
                                .camundaHistoryTimeToLiveString("P180D")
                                .startEvent()
                                .userTask("check")
                                .boundaryEvent()
                                .timerWithDuration("P30D")
                                .endEvent()
                                .moveToActivity("check")
                                .endEvent()
                                .done())
                        .getBytes(UTF_8));
    }

    /**
     * Has one instance run to its task and one to its end by the engine, and makes all others after their model.
     *
     * @return what has been made, in words
     */
    static String fill(BenchServer server, Api operator, String tenant, MoveSize wanted) throws SQLException {
        try (Connection superuser = server.superuser(BenchServer.DATABASE)) {
            TenantRows rows = TenantRows.of(superuser, tenant);
            Set<TenantRows.Row> before = rows.snapshot();
            start(operator, tenant);
            Set<TenantRows.Row> withRunning = rows.snapshot();
            complete(operator, tenant, start(operator, tenant));
            Set<TenantRows.Row> withEnded = rows.snapshot();
            List<TenantRows.Row> running = added(before, withRunning);
            List<TenantRows.Row> ended = added(withRunning, withEnded);
            int ofRunning =
                    (int) running.stream().filter(TenantRows.Row::isHistory).count();
            int instances = (wanted.history() - wanted.running() * ofRunning) / ended.size();
            rows.multiply(before, running, wanted.running(), wanted.name() + "-running-");
            rows.multiply(withRunning, ended, instances, wanted.name() + "-ended-");
            rows.settle();
            return "%,d running instances of %d rows each, %,d ended ones of %d rows each"
                    .formatted(wanted.running(), running.size(), instances, ended.size());
        }
    }

    private static List<TenantRows.Row> added(Set<TenantRows.Row> before, Set<TenantRows.Row> after) {
        return after.stream().filter(row -> !before.contains(row)).toList();
    }

    private static String start(Api operator, String tenant) {
        return operator.post(
                        "/t/" + tenant + "/engine-rest/process-definition/key/" + PROCESS + "/start",
                        Map.of("businessKey", "order", "variables", variables()))
                .path("id")
                .asText();
    }

    private static Map<String, Object> variables() {
        String bytes = Base64.getEncoder().encodeToString(new byte[300]);
        return Map.of(
                "amount", Map.of("value", 42, "type", "Long"),
                "customer", Map.of("value", "somebody", "type", "String"),
                "letter", Map.of("value", bytes, "type", "Bytes"));
    }

    private static void complete(Api operator, String tenant, String instance) {
        String engine = "/t/" + tenant + "/engine-rest";
        JsonNode task = operator.get(engine + "/task?processInstanceId=" + instance);
        operator.post(engine + "/task/" + task.path(0).path("id").asText() + "/complete", Map.of());
    }
}
