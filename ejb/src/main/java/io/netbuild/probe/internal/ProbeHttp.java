package io.netbuild.probe.internal;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests of one caller to this server, as its clients make them. Keeps cookies, and sends the token back that guards against forged requests. */
final class ProbeHttp {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String XSRF_COOKIE = "XSRF-TOKEN";
    private static final String XSRF_HEADER = "X-XSRF-TOKEN";

    private final URI base;
    private final ProbeKey key;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client;

    ProbeHttp(URI base, ProbeKey key) {
        this.base = base;
        this.key = key;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .cookieHandler(cookies)
                .build();
    }

    /**
     * @param status 0 when there was no answer
     * @param text the body, or why there was no answer
     */
    record Answer(int status, String text) {}

    /** @param body JSON; empty for none */
    Answer send(String method, String path, String body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", key.authorization())
                .header("Accept", "application/json, */*")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(XSRF_COOKIE))
                .map(HttpCookie::getValue)
                .findFirst()
                .ifPresent(token -> request.header(XSRF_HEADER, token));
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e));
        }
    }
}
