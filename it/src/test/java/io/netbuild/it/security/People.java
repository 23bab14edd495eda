package io.netbuild.it.security;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.TestTenant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Users of the directory, each made once. */
public final class People {

    public static final String PASSWORD = "a long enough password";

    private static final AtomicInteger MADE = new AtomicInteger();

    private People() {}

    /** A member of the tenant, who can sign in by {@link #PASSWORD}. @return its id */
    public static String member(TestTenant tenant, String role) {
        String id = create(false);
        Api.operator()
                .put("/api/tenants/" + tenant + "/members/" + id, Map.of("role", role))
                .expect(200);
        return id;
    }

    /** An operator, who can sign in by {@link #PASSWORD}. @return its id */
    public static String operator() {
        return create(true);
    }

    private static String create(boolean operator) {
        String id = "person-" + MADE.incrementAndGet();
        Api.operator()
                .post(
                        "/api/users",
                        Map.of(
                                "id", id,
                                "displayName", "Person " + id,
                                "email", id + "@people.example",
                                "password", PASSWORD,
                                "operator", operator))
                .expect(201);
        return id;
    }

    public static Answer signIn(String user, String password) {
        return Api.anonymous().post("/api/sessions", Map.of("username", user, "password", password));
    }

    /** Requests of the browser in which the user has signed in. */
    public static Api browserOf(String user) {
        return browser(signIn(user, PASSWORD).expect(201));
    }

    /** Requests with the session's cookie that an answer has set. */
    public static Api browser(Answer signedIn) {
        return Api.anonymous().with("Cookie", cookie(signedIn)).with("Sec-Fetch-Site", "same-origin");
    }

    /** Name and value of the session's cookie. */
    public static String cookie(Answer signedIn) {
        return signedIn.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("netbuild_session="))
                .map(cookie -> cookie.split(";", 2)[0])
                .findFirst()
                .orElseThrow(() -> new AssertionError("No session: " + signedIn));
    }
}
