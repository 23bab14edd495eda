package io.netbuild.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoReportTest {

    private static final DemoReport.Row RED = new DemoReport.Row(
            "demo-red",
            new Placement("SHARED", "default", "netbuild", "shared"),
            new Done(10, 8, 12, 4, 3, 1),
            List.of(
                    new Attempt("demo-gold", "task by id", "404", true),
                    new Attempt("demo-gold", "deployment by id", "404", true),
                    new Attempt("demo-gold", "tasks by instance id", "nothing", true)));

    private static final DemoReport.Row GOLD = new DemoReport.Row(
            "demo-gold",
            new Placement("DATABASE", "demo-gold", "tenant_demo_gold", "engine"),
            new Done(10, 8, 12, 4, 3, 1),
            List.of(new Attempt("demo-red", "task by id", "200", false)));

    @Test
    void textShouldHaveARowForEachTenantAndForEachKindOfAttempt() {
        DemoReport report = new DemoReport("http://127.0.0.1:8080", List.of(RED, GOLD));

        assertThat(report.text().lines())
                .containsExactly(
                        "TENANT     ISOLATION  ENGINE     DATABASE/SCHEMA          INSTANCES  TASKS DONE       TRIED ON OTHERS  GOT",
                        "---------  ---------  ---------  -----------------------  ---------  ---------------  ---------------  ------------------",
                        "demo-red   SHARED     default    netbuild/shared          10         8 + 12 external  3 times          404 ×2, nothing ×1",
                        "demo-gold  DATABASE   demo-gold  tenant_demo_gold/engine  10         8 + 12 external  1 times          200 ×1",
                        "",
                        "ON ANOTHER TENANT'S   GOT",
                        "--------------------  --------------",
                        "task by id            404 ×1, 200 ×1",
                        "deployment by id      404 ×1",
                        "tasks by instance id  nothing ×1");
    }

    @Test
    void leaksShouldNameWhoSawWhat() {
        assertThat(new DemoReport("", List.of(RED)).leaks()).isEmpty();
        assertThat(new DemoReport("", List.of(RED, GOLD)).leaks())
                .containsExactly("demo-gold on demo-red: task by id got 200");
    }

    @Test
    void jsonShouldHaveTheSame() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(new DemoReport("http://x", List.of(RED, GOLD)).json());

        assertThat(json.at("/tenants/1/placement/database").asText()).isEqualTo("tenant_demo_gold");
        assertThat(json.at("/tenants/0/done/externalTasks").asInt()).isEqualTo(12);
        assertThat(json.at("/tenants/1/attempts/0/denied").asBoolean(true)).isFalse();
    }
}
