package io.netbuild.dev;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.ResponseCodeHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One address for several nodes, which take turns. A node that is not ready, or does not answer at all, is left out until it does; when no node is
 * ready, those that answer go on, because they may still read. Connections that become something else by an HTTP upgrade, as those of messages, are
 * passed through. A browser with a session of the web applications, which is one node's, stays there as long as it answers.
 */
final class ReverseProxy implements AutoCloseable {
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int CONNECTIONS_PER_THREAD = 200;
    private static final int KEPT_PER_THREAD = 20;
    private static final int IDLE_MILLIS = 20_000;
    private static final int LARGEST_HEADER = 65536;
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final String NO_NODE =
            """
            {"type":"about:blank","title":"No node has answered","status":%d,"detail":"No node has answered; what was to be changed may have been","retryAfterSeconds":1}
            """;
    /** The nodes are asked by HTTP/1.1; who offers HTTP/2 goes on without an answer to that. */
    private static final long ANY_LENGTH = -1;

    private static final String HTTP_2 = "h2c";

    private static final HttpString HTTP_2_SETTINGS = new HttpString("HTTP2-Settings");
    private static final String SESSION_COOKIE = "NETBUILD_APPS";

    private final Map<Integer, URI> nodes;
    private final Map<Integer, Health> health = new TreeMap<>();
    private final LoadBalancingProxyClient targets;
    private final Undertow server;
    private final ScheduledExecutorService checks;

    private enum Health {
        READY,
        ANSWERS,
        GONE
    }

    /** @param nodes where they answer, by their numbers */
    ReverseProxy(int port, Map<Integer, URI> nodes) {
        this.nodes = new TreeMap<>(nodes);
        this.targets = new LoadBalancingProxyClient(
                        exchange -> exchange.getRequestHeaders().contains(Headers.UPGRADE))
                .addSessionCookieName(SESSION_COOKIE)
                .setConnectionsPerThread(CONNECTIONS_PER_THREAD)
                .setSoftMaxConnectionsPerThread(KEPT_PER_THREAD)
                .setTtl(IDLE_MILLIS)
                .setProblemServerRetry(1);
        ProxyHandler handler = ProxyHandler.builder()
                .setProxyClient(targets)
                .setNext(new ResponseCodeHandler(StatusCodes.SERVICE_UNAVAILABLE))
                .setMaxConnectionRetries(nodes.size())
                .build();
        this.server = Undertow.builder()
                .addHttpListener(port, Ports.LOCAL)
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, LARGEST_HEADER)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, ANY_LENGTH) // the nodes say how long a body may be
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setHandler(exchange -> {
                    exchange.addDefaultResponseListener(ReverseProxy::explain);
                    ignoreHttp2(exchange.getRequestHeaders());
                    handler.handleRequest(exchange);
                })
                .build();
        this.checks = Executors.newScheduledThreadPool(nodes.size(), work -> {
            Thread thread = new Thread(work, "node-check");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void ignoreHttp2(HeaderMap headers) {
        if (HTTP_2.equals(headers.getFirst(Headers.UPGRADE))) {
            headers.remove(Headers.UPGRADE);
            headers.remove(HTTP_2_SETTINGS);
        }
    }

    /** An answer of the proxy itself, because no node has given one, as the platform's errors are. */
    private static boolean explain(HttpServerExchange exchange) {
        if (exchange.getStatusCode() < StatusCodes.INTERNAL_SERVER_ERROR || exchange.isResponseStarted()) {
            return false;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
        exchange.getResponseSender().send(NO_NODE.formatted(exchange.getStatusCode()));
        return true;
    }

    /** The name by which sessions remember their node. */
    static String route(int node) {
        return "node-" + node;
    }

    void start() {
        server.start();
        nodes.forEach((number, url) -> checks.scheduleWithFixedDelay(
                () -> check(number, url), 0, BETWEEN_CHECKS.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void check(int number, URI url) {
        int status = Http.status(url.resolve("/health/ready"), PATIENCE);
        Health found =
                switch (status) {
                    case StatusCodes.OK -> Health.READY;
                    case Http.NO_ANSWER -> Health.GONE;
                    default -> Health.ANSWERS;
                };
        synchronized (health) {
            List<Integer> before = chosen();
            health.put(number, found);
            List<Integer> now = chosen();
            before.stream().filter(node -> !now.contains(node)).forEach(node -> targets.removeHost(address(node)));
            now.stream()
                    .filter(node -> !before.contains(node))
                    .forEach(node -> targets.addHost(address(node), route(node)));
            health.notifyAll();
        }
    }

    /** Waits until requests go to all nodes, which are ready, or the time is over. */
    void awaitAll(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (health) {
            while (chosen().size() < nodes.size() && System.nanoTime() < end) {
                health.wait(BETWEEN_CHECKS.toMillis());
            }
        }
    }

    private URI address(int node) {
        return nodes.getOrDefault(node, URI.create(""));
    }

    private List<Integer> chosen() {
        Health wanted = health.containsValue(Health.READY) ? Health.READY : Health.ANSWERS;
        return health.entrySet().stream()
                .filter(node -> node.getValue() == wanted)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void close() {
        checks.shutdownNow();
        server.stop();
    }
}
