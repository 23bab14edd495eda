package io.netbuild.probe.internal;

import io.netbuild.probe.AttemptResult;
import io.netbuild.probe.Control;
import io.netbuild.probe.PathSummary;
import io.netbuild.probe.ProbeReport;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.TreeMap;

/** A report as JSON: the form that is signed, and a promise to whoever reads reports. */
public final class ReportJson {

    private static final String FORMAT = "netbuild-isolation-report/1";

    private ReportJson() {}

    public static String of(ProbeReport report) {
        JsonObjectBuilder versions = Json.createObjectBuilder();
        new TreeMap<>(report.versions()).forEach(versions::add);
        JsonArrayBuilder tenants = Json.createArrayBuilder();
        report.tenants()
                .forEach(tenant -> tenants.add(Json.createObjectBuilder()
                        .add("name", tenant.name())
                        .add("id", tenant.id())
                        .add("isolation", tenant.isolation())));
        JsonArrayBuilder paths = Json.createArrayBuilder();
        report.paths().forEach(path -> paths.add(json(path)));
        JsonArrayBuilder attempts = Json.createArrayBuilder();
        report.attempts().forEach(attempt -> attempts.add(json(attempt)));
        JsonArrayBuilder controls = Json.createArrayBuilder();
        report.controls().forEach(control -> controls.add(json(control)));
        return Json.createObjectBuilder()
                .add("format", FORMAT)
                .add("id", report.id().toString())
                .add("verdict", report.verdict().label())
                .add("attemptsTried", report.tried())
                .add("leaks", report.leaks())
                .add("errors", report.errors())
                .add("startedAt", report.startedAt().toString())
                .add("durationMillis", report.duration().toMillis())
                .add("node", report.node())
                .add("versions", versions)
                .add("tenants", tenants)
                .add("paths", paths)
                .add("attempts", attempts)
                .add("controls", controls)
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(PathSummary path) {
        return Json.createObjectBuilder()
                .add("path", path.path().label())
                .add("available", path.reason().isEmpty())
                .add("reason", path.reason())
                .add("attempts", path.attempts())
                .add("refused", path.refused())
                .add("nothing", path.nothing())
                .add("leaks", path.leaks())
                .add("errors", path.errors())
                .add("unavailable", path.unavailable())
                .add("controls", path.controls())
                .add("failedControls", path.failedControls());
    }

    private static JsonObjectBuilder json(AttemptResult attempt) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("path", attempt.path().label())
                .add("kind", attempt.kind().label())
                .add("attempt", attempt.attempt());
        unlessEmpty(json, "on", attempt.on());
        json.add("from", attempt.from())
                .add("to", attempt.to())
                .add("expected", attempt.kind().expected())
                .add("outcome", attempt.outcome().label());
        return unlessEmpty(json, "detail", attempt.detail());
    }

    private static JsonObjectBuilder json(Control control) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("path", control.path().label()).add("attempt", control.attempt());
        unlessEmpty(json, "on", control.on());
        json.add("tenant", control.tenant()).add("worked", control.worked());
        return unlessEmpty(json, "detail", control.detail());
    }

    private static JsonObjectBuilder unlessEmpty(JsonObjectBuilder json, String name, String value) {
        return value.isEmpty() ? json : json.add(name, value);
    }
}
