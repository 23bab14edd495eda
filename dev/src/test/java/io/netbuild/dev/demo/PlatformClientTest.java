package io.netbuild.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.dev.demo.HttpStub.Reply;
import io.netbuild.dev.demo.HttpStub.Request;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformClientTest {

    @Test
    void anEngineRequestShouldGoToTheTenantsAddressAndNameNoTenant() throws IOException {
        try (HttpStub stub = new HttpStub(request -> new Reply(200, "{\"id\":\"i-1\"}"))) {
            EngineRest engine = new EngineRest(new PlatformClient(stub.url()).as("Bearer t"), DemoTenant.RED);

            String id = engine.start("simple", "key-1", Map.of("amount", 5L, "approved", true));

            assertThat(id).isEqualTo("i-1");
            Request request = stub.requests.get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/t/demo-red/engine-rest/process-definition/key/simple/start");
            assertThat(request.authorization()).isEqualTo("Bearer t");
            assertThat(request.body())
                    .contains("\"businessKey\":\"key-1\"", "\"type\":\"Long\"", "\"type\":\"Boolean\"")
                    .doesNotContain("tenant");
        }
    }

    @Test
    void deployShouldSendWhatTheModelerSends() throws IOException {
        try (HttpStub stub = new HttpStub(request -> new Reply(200, "{\"id\":\"d-1\"}"))) {
            EngineRest engine = new EngineRest(new PlatformClient(stub.url()), DemoTenant.RED);

            String id = engine.deploy("timer");

            assertThat(id).isEqualTo("d-1");
            Request request = stub.requests.get(0);
            String boundary = request.contentType().replace("multipart/form-data; boundary=", "");
            assertThat(request.body().split("--" + boundary)).hasSize(6);
            assertThat(request.body())
                    .contains(
                            "name=\"deployment-name\"\r\n\r\ntimer\r\n",
                            "name=\"enable-duplicate-filtering\"\r\n\r\ntrue\r\n",
                            "name=\"timer.bpmn\"; filename=\"timer.bpmn\"\r\nContent-Type: application/octet-stream\r\n\r\n<?xml",
                            "</bpmn:definitions>\n\r\n--" + boundary + "--\r\n")
                    .doesNotContain("tenant");
        }
    }

    @Test
    void anUnexpectedStatusShouldGiveTheProblemsDetailInOneLine() throws IOException {
        String problem = "{\"title\":\"Conflict\",\"detail\":\"There is another\\n tenant of that id\"}";
        try (HttpStub stub = new HttpStub(request -> new Reply(409, problem))) {
            Tenants tenants = new Tenants(new PlatformClient(stub.url()));

            assertThatThrownBy(() -> tenants.provision(DemoTenant.RED))
                    .isInstanceOf(DemoException.class)
                    .hasMessage(
                            "POST /api/tenants answered 409 instead of 200 or 201 or 202: There is another tenant of that id");
        }
    }

    @Test
    void aPlatformThatIsNotThereShouldBeNamed() throws IOException {
        URI gone;
        try (HttpStub stub = new HttpStub(request -> new Reply(200, ""))) {
            gone = stub.url();
        }
        PlatformClient platform = new PlatformClient(gone);

        assertThatThrownBy(() -> platform.get("/health/ready"))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(gone + "health/ready does not answer");
    }
}
