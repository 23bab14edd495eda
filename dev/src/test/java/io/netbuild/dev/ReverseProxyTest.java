package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReverseProxyTest {

    private final HttpServer one = node("one");
    private final HttpServer two = node("two");
    private final int port = Ports.free();
    private final ReverseProxy proxy = new ReverseProxy(port, Map.of(1, address(one), 2, address(two)));
    private volatile int health = 200;

    private HttpServer node(String name) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                boolean asked = exchange.getRequestURI().getPath().equals("/health/ready");
                byte[] body = name.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(asked ? health : 200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.createContext("/length", exchange -> {
                byte[] length = Long.toString(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()))
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, length.length);
                exchange.getResponseBody().write(length);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static URI address(HttpServer node) {
        return URI.create("http://127.0.0.1:" + node.getAddress().getPort());
    }

    @BeforeEach
    void start() {
        proxy.start();
    }

    @AfterEach
    void stop() {
        proxy.close();
        one.stop(0);
        two.stop(0);
    }

    private Set<String> whoAnswers(HttpClient client) throws Exception {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/asked"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            names.add(answer.body());
        }
        return names;
    }

    /** One that would like HTTP/2 offers to upgrade its connection, which is no reason to stay with one node. */
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void nodesShouldTakeTurnsWithinAConnection(HttpClient.Version version) throws Exception {
        proxy.awaitAll(Duration.ofSeconds(10));

        assertThat(whoAnswers(HttpClient.newBuilder().version(version).build()))
                .containsExactlyInAnyOrder("one", "two");
    }

    /** How long it may be is for the nodes to say. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeBodyShouldReachANodeWhetherItsLengthIsKnownOrNot(boolean known) throws Exception {
        proxy.awaitAll(Duration.ofSeconds(10));
        byte[] large = new byte[12_000_000];

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/length"))
                                .POST(
                                        known
                                                ? HttpRequest.BodyPublishers.ofByteArray(large)
                                                : HttpRequest.BodyPublishers.ofInputStream(
                                                        () -> new ByteArrayInputStream(large)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("12000000");
    }

    @Test
    void nodesThatAnswerShouldGoOnWhenNoneIsReady() throws Exception {
        health = 503;
        proxy.awaitAll(Duration.ofSeconds(10));

        assertThat(whoAnswers(HttpClient.newHttpClient())).containsExactlyInAnyOrder("one", "two");
    }
}
