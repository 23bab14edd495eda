package io.netbuild.it.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are left out, are too large, or are not what is expected. */
class BodiesHttpIT {

    private static final TestTenant TENANT = TestTenant.shared("bodies");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @BeforeAll
    static void make() {
        TENANT.create();
    }

    @Test
    void aBodyThatIsOptionalShouldBeLeftOutWithItsType() {
        assertThat(TENANT.resource().post("/suspend").expect(200).text("status"))
                .isEqualTo("SUSPENDED");
        assertThat(TENANT.resource().post("/resume").expect(200).text("status")).isEqualTo("ACTIVE");
        assertThat(TENANT.resource()
                        .send("POST", "/suspend", BodyPublishers.ofString("{\"reason\":\"a test\"}"), null)
                        .expect(200)
                        .text("statusReason"))
                .isEqualTo("a test");
        TENANT.resource()
                .send("POST", "/resume", BodyPublishers.noBody(), "application/x-www-form-urlencoded")
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /api/tenants/bodies/suspend | application/x-www-form-urlencoded | reason=x | 415",
                "POST | /api/users | text/plain | hello | 415",
                "POST | /api/users | application/json | [] | 400",
                "POST | /api/users | application/json | 7 | 400",
                "POST | /api/users | application/json | {\"id\": {\"a\": 1}} | 400",
                "POST | /api/users | application/json | {\"operator\": \"maybe\"} | 400",
                "POST | /api/users | application/json | {\"id\": | 400",
                "PATCH | /api/tenants/bodies | application/json | {\"labels\": [1]} | 400",
                "POST | /api/tenants | application/json | {\"limits\": {\"users\": \"many\"}} | 400",
                "PUT | /api/api-keys | application/json | {} | 405"
            })
    void aBodyThatCannotBeReadShouldBeRefusedWithoutNamesOfClasses(
            String method, String path, @Nullable String type, String body, int status) {
        Answer refused = Api.operator().send(method, path, BodyPublishers.ofString(body), type);

        assertThat(refused.status()).as("%s", refused).isEqualTo(status);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(refused.body())
                .doesNotContainPattern("\\b(java|io\\.netbuild|org|com\\.fasterxml)\\.[a-z]")
                .doesNotContain("RESTEASY", "UserRequest", "TenantRequest", "Suspension");
    }

    /** Before any of it is read. */
    @ParameterizedTest
    @CsvSource({
        "/api/tenants/bodies/import, Content-Length: 2000000000, 413",
        "/api/tenants, Content-Length: 2000000000, 413",
        "/login, Transfer-Encoding: chunked, 400"
    })
    void aBodyThatIsAnnouncedAsTooLargeShouldBeRefusedWithAReason(String path, String announced, int status)
            throws IOException {
        URI server = Stack.server().httpUrl();
        String head = "POST %s HTTP/1.1\r\nHost: test\r\nAuthorization: %s\r\nContent-Type: %s\r\n%s\r\n\r\n"
                .formatted(
                        path,
                        Api.operator().headers().get("Authorization"),
                        path.equals("/login") ? "application/x-www-form-urlencoded" : "application/zip",
                        announced);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head.getBytes(US_ASCII));

            String answer = headOf(socket.getInputStream());

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json");
        }
    }

    /** The server may keep the connection until the rest of the body comes: the end of the answer is not waited for. */
    private static String headOf(InputStream answer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answer.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
