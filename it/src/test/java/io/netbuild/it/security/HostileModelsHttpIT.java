package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.demo.ModelFile;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.tenants.TestTenant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileModelsHttpIT {

    private static final TestTenant RED = TestTenant.shared("hostile-models");

    @BeforeAll
    static void createTenant() {
        RED.create();
    }

    static Stream<String> waysOut() {
        return Stream.of(
                "<serviceTask id='t' camunda:expression=\"${execution.getClass().forName('java.lang.Runtime')}\"/>",
                "<serviceTask id='t' camunda:expression=\"${execution.processEngineServices.processEngineConfiguration.dataSource}\"/>",
                "<serviceTask id='t' camunda:class='org.camunda.bpm.engine.impl.bpmn.behavior.ShellActivityBehavior'/>",
                "<scriptTask id='t' scriptFormat='javascript'><script>1</script></scriptTask>");
    }

    @ParameterizedTest
    @MethodSource("waysOut")
    void modelsShouldNotReachTheServerItself(String task) {
        RED.engine().deploy(List.of(model("sec-way-out", task)));

        Answer answer = RED.engine().tryStart("sec-way-out", "out", Map.of());

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body()).containsAnyOf("may not use", "not allowed");
    }

    @Test
    void modelsShouldNotRunCommandsOfTheOperatingSystem() {
        ModelFile model = model(
                "sec-shell",
                "<serviceTask id='t' camunda:type='shell'><extensionElements>"
                        + "<camunda:field name='command' stringValue='id'/></extensionElements></serviceTask>");

        assertThat(RED.engine().tryDeploy(List.of(model)).status()).isGreaterThanOrEqualTo(400);
        assertThat(RED.engine().tryStart("sec-shell", "out", Map.of()).status()).isEqualTo(404);
    }

    private static ModelFile model(String process, String task) {
        String bpmn =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                             xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="it">
                  <process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
                    %s
                    <sequenceFlow id="g" sourceRef="t" targetRef="e"/><endEvent id="e"/>
                  </process>
                </definitions>
                """
                        .formatted(process, task);
        return new ModelFile(process + ".bpmn", bpmn.getBytes(StandardCharsets.UTF_8));
    }
}
