package io.netbuild.it.webapps;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A user of the web applications as a browser shows it to the server: it keeps cookies and sends back the token against forged requests. */
final class Visitor {

    private static final String TOKEN = "XSRF-TOKEN";

    private final Map<String, String> cookies;
    private final Map<String, String> headers;

    private Visitor(Map<String, String> cookies, Map<String, String> headers) {
        this.cookies = cookies;
        this.headers = headers;
    }

    /** Has signed in with the password that all people of the tests have. */
    static Visitor signedIn(String user) {
        Visitor visitor = new Visitor(new LinkedHashMap<>(), Map.of("Sec-Fetch-Site", "same-origin"));
        visitor.kept(People.signIn(user, People.PASSWORD).expect(201));
        return visitor;
    }

    Answer get(String path) {
        return kept(api().get(path));
    }

    Answer post(String path, Object json) {
        return kept(api().post(path, json));
    }

    /** The server beyond the web applications, with the same cookies. */
    Api platform() {
        Api api = Api.anonymous();
        if (!cookies.isEmpty()) {
            api = api.with("Cookie", header());
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            api = api.with(header.getKey(), header.getValue());
        }
        return api;
    }

    private Api api() {
        Api api = platform().under("/camunda");
        return headers.containsKey("X-XSRF-TOKEN") || !cookies.containsKey(TOKEN)
                ? api
                : api.with("X-XSRF-TOKEN", cookies.get(TOKEN));
    }

    private String header() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private Answer kept(Answer answer) {
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String setCookie) {
        String[] pair = setCookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || setCookie.contains("Expires=Thu, 01-Jan-1970")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    Visitor withCookie(String name, String value) {
        Visitor other = copy();
        other.cookies.put(name, value);
        return other;
    }

    Visitor with(String header, String value) {
        Visitor other = copy();
        other.headers.put(header, value);
        return other;
    }

    /** Without the token, as a form of another site would be sent. */
    Visitor withoutToken() {
        Visitor other = copy();
        other.cookies.remove(TOKEN);
        return other;
    }

    Visitor withToken(String token) {
        return with("X-XSRF-TOKEN", token);
    }

    /** @param site what a browser would say about where the request comes from */
    Visitor from(String site) {
        return with("Sec-Fetch-Site", site);
    }

    private Visitor copy() {
        return new Visitor(new LinkedHashMap<>(cookies), new LinkedHashMap<>(headers));
    }
}
