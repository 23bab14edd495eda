package io.netbuild.it.tenants;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The web applications of one tenant for one caller, with the session and the token against forged requests that its pages would have. */
public record AppsOf(TestTenant tenant, Api api) {

    /**
     * Opens Cockpit.
     *
     * @param caller by a bearer token
     */
    public static AppsOf open(TestTenant tenant, Api caller) {
        Answer page =
                caller.under("/camunda").get("/app/cockpit/" + tenant + "/").expect(200);
        return new AppsOf(
                tenant, caller.under("/camunda").with("Cookie", cookies(page)).with("X-XSRF-TOKEN", token(page)));
    }

    private static String cookies(Answer page) {
        return page.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    private static String token(Answer page) {
        return page.header("X-XSRF-TOKEN").orElseThrow();
    }

    /** The engine's API as the pages use it. */
    public Engine engine() {
        return new Engine(api.under("/api/engine/engine/" + tenant));
    }

    /** Cockpit's own queries. */
    public Api cockpit() {
        return api.under("/api/cockpit/plugin/base/" + tenant);
    }

    /** Instances of each process, as the statistics of Cockpit's dashboard say. */
    public Map<String, Integer> instancesByProcess() {
        return numbers("instances");
    }

    /** Incidents of each process, as the statistics of Cockpit's dashboard say. */
    public Map<String, Integer> incidentsByProcess() {
        return numbers("incidents");
    }

    private Map<String, Integer> numbers(String field) {
        Answer statistics = cockpit().get("/process-definition/statistics").expect(200);
        List<String> keys = statistics.texts("key");
        return IntStream.range(0, keys.size())
                .boxed()
                .collect(Collectors.toMap(
                        keys::get, i -> statistics.json().path(i).path(field).asInt(), Integer::sum));
    }
}
