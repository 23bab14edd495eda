package io.netbuild.probe.internal;

import io.netbuild.probe.Kind;
import io.netbuild.probe.ProbePath;
import java.util.List;

/** Requests of the platform's own API for the things of another tenant, all of which are refused. */
final class ApiAttempts {

    private static final String AT = "/api";

    /** In an order in which the owner can do all of them. */
    static final List<HttpAttempt> ALL = List.of(
            request(Kind.READ, "GET /tenants/{tenant}", ""),
            request(Kind.READ, "GET /tenants/{tenant}/members", ""),
            request(Kind.READ, "GET /tenants/{tenant}/members/{member}", ""),
            request(Kind.READ, "GET /api-keys?tenant={tenant}", ""),
            request(Kind.CHANGE, "PUT /tenants/{tenant}/members/{member}", "{\"role\":\"tenant-admin\"}"),
            request(
                    Kind.CHANGE,
                    "POST /tenants/{tenant}/invitations",
                    "{\"email\":\"mallory@elsewhere.invalid\",\"role\":\"tenant-admin\"}"),
            request(Kind.DELETE, "DELETE /api-keys/{guestKey}", ""),
            request(Kind.DELETE, "DELETE /tenants/{tenant}/members/{guest}", ""));

    private ApiAttempts() {}

    private static HttpAttempt request(Kind kind, String request, String body) {
        return HttpAttempt.of(ProbePath.API, kind, AT, request, body);
    }
}
