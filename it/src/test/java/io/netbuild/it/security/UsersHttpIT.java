package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory of users and the members of tenants. */
class UsersHttpIT {

    private static final TestTenant HOME = TestTenant.shared("users-home");
    private static final TestTenant OTHER = TestTenant.shared("users-other");
    private static final String PASSWORD = "a long enough password";

    private static int made;

    @BeforeAll
    static void twoTenants() {
        HOME.create();
        OTHER.create();
    }

    private static synchronized String next() {
        return "user-" + made++;
    }

    private static Map<String, Object> wish(String id) {
        return Map.of("id", id, "displayName", "User " + id, "email", id + "@users.example", "password", PASSWORD);
    }

    private static Api administrator() {
        return Api.adminOf(HOME.id()).under("/api/tenants/" + HOME + "/members");
    }

    private static String member(TestTenant tenant, String role) {
        String id = next();
        Api.operator().post("/api/users", wish(id)).expect(201);
        Api.operator()
                .put("/api/tenants/" + tenant + "/members/" + id, Map.of("role", role))
                .expect(200);
        return id;
    }

    private static Answer signIn(String user, String password) {
        return Api.anonymous().post("/api/tokens", Map.of("username", user, "password", password));
    }

    @Test
    void aUserShouldBeMadeShownChangedAndRemoved() {
        String id = next();

        Answer created = Api.operator().post("/api/users", wish(id)).expect(201);

        Api user = Api.operator().under("/api/users/" + id);
        assertThat(created.header("Location").orElse(""))
                .endsWith("/api/users/" + id)
                .doesNotContain("/api/api");
        assertThat(created.body()).doesNotContain(PASSWORD).doesNotContain("argon2");
        assertThat(created.json().path("hasPassword").asBoolean()).isTrue();
        String version = created.header("ETag").orElseThrow();
        Answer changed = user.with("If-Match", version)
                .patch("", Map.of("displayName", "Anna"))
                .expect(200);
        assertThat(changed.text("displayName")).isEqualTo("Anna");
        assertThat(user.with("If-Match", version)
                        .patch("", Map.of("displayName", "Late"))
                        .text("code"))
                .isEqualTo("version-mismatch");
        assertThat(Api.operator()
                        .get("/api/users?search=" + id)
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(1);
        user.delete("").expect(204);
        assertThat(user.get("").expect(404).text("code")).isEqualTo("unknown-user");
    }

    @Test
    void idsAndAddressesShouldBelongToOneUser() {
        String id = next();
        Api.operator().post("/api/users", wish(id)).expect(201);

        assertThat(Api.operator().post("/api/users", wish(id)).expect(409).text("code"))
                .isEqualTo("user-exists");
        assertThat(Api.operator()
                        .post(
                                "/api/users",
                                Map.of("id", next(), "displayName", "x", "email", id.toUpperCase() + "@Users.example"))
                        .expect(409)
                        .text("code"))
                .isEqualTo("user-exists");
        String second = next();
        Api.operator().post("/api/users", wish(second)).expect(201);
        assertThat(Api.operator()
                        .patch("/api/users/" + second, Map.of("email", id + "@users.example"))
                        .expect(409)
                        .text("code"))
                .isEqualTo("user-exists");
    }

    @ParameterizedTest
    @CsvSource({
        "id, Not an id",
        "displayName, ''",
        "email, nowhere",
        "password, short",
    })
    void badFieldsShouldBeNamed(String field, String value) {
        Map<String, Object> wish = new HashMap<>(wish(next()));
        wish.put(field, value);

        Answer refused = Api.operator().post("/api/users", wish).expect(400);

        assertThat(refused.text("code")).isEqualTo("invalid-field");
        assertThat(refused.text("field")).contains(field);
        assertThat(refused.body()).doesNotContain(PASSWORD);
    }

    @Test
    void theDirectoryShouldBeForOperatorsOnly() {
        for (Api api : List.of(Api.adminOf(HOME.id()), Api.userOf(HOME.id()))) {
            assertThat(api.get("/api/users").status()).isEqualTo(403);
            assertThat(api.post("/api/users", wish(next())).status()).isEqualTo(403);
        }
        assertThat(Api.anonymous().get("/api/users").status()).isEqualTo(401);
    }

    @Test
    void anAdministratorShouldManageTheMembersOfItsTenant() {
        String id = next();

        Answer created = administrator().post("", wish(id)).expect(201);

        assertThat(created.text("role")).isEqualTo("user");
        Answer changed = administrator()
                .put("/" + id, Map.of("role", "user", "groups", List.of("clerks", "auditors")))
                .expect(200);
        assertThat(changed.json().path("groups"))
                .extracting(group -> group.asText())
                .containsExactly("auditors", "clerks");
        assertThat(administrator().get("?limit=500").expect(200).body())
                .contains("\"" + id + "\"")
                .contains("\"displayName\":\"User " + id + "\"")
                .contains(id + "@users.example");
        administrator().delete("/" + id).expect(204);
        assertThat(administrator().get("/" + id).expect(404).text("code")).isEqualTo("unknown-user");
        Api.operator().get("/api/users/" + id).expect(200);
    }

    @Test
    void anAdministratorShouldNotReachAnotherTenantsMembers() {
        String stranger = member(OTHER, "user");
        Api elsewhere = Api.adminOf(HOME.id()).under("/api/tenants/" + OTHER + "/members");

        assertThat(elsewhere.get("").status()).isEqualTo(403);
        assertThat(elsewhere.post("", wish(next())).status()).isEqualTo(403);
        assertThat(elsewhere.delete("/" + stranger).status()).isEqualTo(403);
        assertThat(administrator()
                        .put("/" + stranger, Map.of("role", "tenant-admin"))
                        .status())
                .isEqualTo(404);
        assertThat(administrator().get("/" + stranger).status()).isEqualTo(404);
        assertThat(administrator().delete("/" + stranger).status()).isEqualTo(404);
    }

    @Test
    void anOrdinaryUserShouldNotManageMembers() {
        Api members = Api.userOf(HOME.id()).under("/api/tenants/" + HOME + "/members");

        assertThat(members.get("").status()).isEqualTo(403);
        assertThat(members.post("", wish(next())).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"role, operator", "groups, operator", "groups, tenant-admin"})
    void nobodyShouldBecomeMoreThanATenantsAdministrator(String field, String value) {
        String id = member(HOME, "user");
        Object given = field.equals("groups") ? List.of(value) : value;
        Map<String, Object> wish = new HashMap<>(Map.of("role", "user"));
        wish.put(field, given);

        for (Api api : List.of(administrator(), Api.operator().under("/api/tenants/" + HOME + "/members"))) {
            assertThat(api.put("/" + id, wish).expect(400).text("field")).isEqualTo(field);
        }
    }

    private static String operator() {
        String id = next();
        Map<String, Object> wish = new HashMap<>(wish(id));
        wish.put("operator", true);
        Api.operator().post("/api/users", wish).expect(201);
        return id;
    }

    /** Runs while two new operators are the only active ones. */
    private static void withTwoOperators(BiConsumer<String, String> work) throws SQLException {
        String first = operator();
        String second = operator();
        try (Connection system = Databases.system()) {
            List<String> others = Databases.column(
                    system,
                    "update netbuild.users set status = 'DISABLED' where operator and status = 'ACTIVE' and id not in ('%s', '%s') returning id"
                            .formatted(first, second));
            try {
                work.accept(first, second);
            } finally {
                Databases.execute(
                        system,
                        "update netbuild.users set status = 'ACTIVE' where id in ('%s')"
                                .formatted(String.join("', '", others)));
            }
        }
    }

    @Test
    void theLastOperatorShouldStay() throws SQLException {
        withTwoOperators((first, second) -> {
            Api last = Api.operator().under("/api/users/" + first);
            Api.operator()
                    .patch("/api/users/" + second, Map.of("operator", false))
                    .expect(200);

            assertThat(last.patch("", Map.of("operator", false)).expect(409).text("code"))
                    .isEqualTo("conflict");
            assertThat(last.patch("", Map.of("status", "DISABLED")).expect(409).text("detail"))
                    .contains("last operator");
            last.delete("").expect(409);
            last.patch("", Map.of("displayName", "The last")).expect(200);
        });
    }

    @Test
    void theLastTwoOperatorsShouldNotLeaveAtOnce() throws SQLException {
        withTwoOperators((first, second) -> {
            CompletableFuture<Answer> demoted = CompletableFuture.supplyAsync(
                    () -> Api.operator().patch("/api/users/" + first, Map.of("operator", false)));
            CompletableFuture<Answer> disabled = CompletableFuture.supplyAsync(
                    () -> Api.operator().patch("/api/users/" + second, Map.of("status", "DISABLED")));

            assertThat(List.of(demoted.join().status(), disabled.join().status()))
                    .containsExactlyInAnyOrder(200, 409);
        });
    }

    @Test
    void anOperatorShouldBelongToNoTenant() {
        String id = next();
        Map<String, Object> wish = new HashMap<>(wish(id));
        wish.put("operator", true);
        Api.operator().post("/api/users", wish).expect(201);
        String member = member(HOME, "user");

        assertThat(Api.operator()
                        .put("/api/tenants/" + HOME + "/members/" + id, Map.of("role", "user"))
                        .expect(409)
                        .text("code"))
                .isEqualTo("conflict");
        assertThat(Api.operator()
                        .patch("/api/users/" + member, Map.of("operator", true))
                        .expect(409)
                        .text("code"))
                .isEqualTo("conflict");
    }

    @Test
    void theLastAdministratorShouldNotLeaveByItself() {
        TestTenant tenant = TestTenant.shared("users-last-admin").create();
        String last = member(tenant, "tenant-admin");
        Api members = Api.adminOf(tenant.id()).under("/api/tenants/" + tenant + "/members");

        assertThat(members.delete("/" + last).expect(409).text("code")).isEqualTo("conflict");
        assertThat(members.put("/" + last, Map.of("role", "user")).expect(409).text("code"))
                .isEqualTo("conflict");

        String second = member(tenant, "tenant-admin");
        members.delete("/" + last).expect(204);
        Api.operator().delete("/api/tenants/" + tenant + "/members/" + second).expect(204);
    }

    @Test
    void aUserShouldSignInWithItsPasswordAndWorkInItsTenant() {
        String id = member(HOME, "user");

        Answer token = signIn(id, PASSWORD).expect(201);

        Api user = Api.anonymous().bearing(token.text("token"));
        assertThat(user.get("/engine-rest/process-instance").status()).isEqualTo(200);
        assertThat(user.get("/api/tenants/" + HOME).status()).isEqualTo(200);
        assertThat(user.get("/api/tenants/" + OTHER).status()).isEqualTo(403);
        assertThat(user.get("/t/" + OTHER + "/engine-rest/process-instance").status())
                .isEqualTo(403);
    }

    @Test
    void aTokenShouldBeWorthWhatTheDirectorySaysOfItsUserNow() {
        String id = member(HOME, "tenant-admin");
        String membership = "/api/tenants/" + HOME + "/members/" + id;
        Api user = Api.anonymous().bearing(signIn(id, PASSWORD).expect(201).text("token"));
        user.get("/api/tenants/" + HOME + "/members").expect(200);

        Api.operator().put(membership, Map.of("role", "user")).expect(200);
        user.get("/api/tenants/" + HOME + "/members").expect(403);
        user.get("/engine-rest/task").expect(200);

        Api.operator().patch("/api/users/" + id, Map.of("status", "DISABLED")).expect(200);
        user.get("/engine-rest/task").expect(401);
        Api.operator().patch("/api/users/" + id, Map.of("status", "ACTIVE")).expect(200);
        user.get("/engine-rest/task").expect(200);

        Api.operator().delete(membership).expect(204);
        user.get("/engine-rest/task").expect(401);
    }

    @Test
    void aMemberOfSeveralTenantsShouldSayWhichOneItMeans() {
        String id = member(HOME, "user");
        Api.operator()
                .put("/api/tenants/" + OTHER + "/members/" + id, Map.of("role", "tenant-admin"))
                .expect(200);

        assertThat(signIn(id, PASSWORD).expect(400).text("field")).isEqualTo("tenant");
        Answer token = Api.anonymous()
                .post("/api/tokens", Map.of("username", id, "password", PASSWORD, "tenant", OTHER.id()))
                .expect(201);
        assertThat(Api.anonymous()
                        .bearing(token.text("token"))
                        .get("/api/tenants/" + OTHER + "/members")
                        .status())
                .isEqualTo(200);
        assertThat(Api.anonymous()
                        .post("/api/tokens", Map.of("username", id, "password", PASSWORD, "tenant", "elsewhere"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void nobodyElseShouldSignIn() {
        String disabled = member(HOME, "user");
        Api.operator()
                .patch("/api/users/" + disabled, Map.of("status", "DISABLED"))
                .expect(200);
        String withoutPassword = next();
        Api.operator()
                .post(
                        "/api/users",
                        Map.of(
                                "id",
                                withoutPassword,
                                "displayName",
                                "External",
                                "email",
                                withoutPassword + "@users.example"))
                .expect(201);

        for (String user : List.of(disabled, withoutPassword, "nobody-at-all")) {
            Answer refused = signIn(user, PASSWORD).expect(401);
            assertThat(refused.text("detail"))
                    .isEqualTo(signIn("nobody-at-all", PASSWORD).text("detail"));
        }
        assertThat(signIn("Not an id", PASSWORD).status()).isEqualTo(400);
    }

    @Test
    void tooManyWrongPasswordsShouldLockTheUserForAWhile() throws SQLException {
        String id = member(HOME, "user");
        for (int i = 0; i < 5; i++) {
            signIn(id, "wrong password " + i).expect(401);
        }

        signIn(id, PASSWORD).expect(401);
        assertThat(Api.operator().get("/api/users/" + id).text("lockedUntil")).isNotEqualTo("null");
        try (Connection operator = Databases.operator("netbuild")) {
            assertThat(Databases.number(operator, "select failed_sign_ins from netbuild.users where id = '" + id + "'"))
                    .isEqualTo(5);
        }

        Api.operator()
                .patch("/api/users/" + id, Map.of("password", "another long password"))
                .expect(200);
        signIn(id, "another long password").expect(201);
        signIn(id, PASSWORD).expect(401);
    }
}
