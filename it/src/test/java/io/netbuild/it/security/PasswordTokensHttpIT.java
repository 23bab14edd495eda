package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens that users get for their passwords, and what they are worth. */
class PasswordTokensHttpIT {

    private static final TestTenant HOME = TestTenant.shared("tokens-home");
    private static final TestTenant OTHER = TestTenant.shared("tokens-other");

    @BeforeAll
    static void twoTenants() {
        HOME.create();
        OTHER.create();
    }

    private static Answer signIn(String user, String password) {
        return Api.anonymous().post("/api/tokens", Map.of("username", user, "password", password));
    }

    @Test
    void aUserShouldSignInWithItsPasswordAndWorkInItsTenant() {
        String id = People.member(HOME, "user");

        Answer token = signIn(id, People.PASSWORD).expect(201);

        Api user = Api.anonymous().bearing(token.text("token"));
        assertThat(user.get("/engine-rest/process-instance").status()).isEqualTo(200);
        assertThat(user.get("/api/tenants/" + HOME).status()).isEqualTo(200);
        assertThat(user.get("/api/tenants/" + OTHER).status()).isEqualTo(403);
        assertThat(user.get("/t/" + OTHER + "/engine-rest/process-instance").status())
                .isEqualTo(403);
    }

    @Test
    void aTokenShouldBeWorthWhatTheDirectorySaysOfItsUserNow() {
        String id = People.member(HOME, "tenant-admin");
        String membership = "/api/tenants/" + HOME + "/members/" + id;
        Api user =
                Api.anonymous().bearing(signIn(id, People.PASSWORD).expect(201).text("token"));
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
        String id = People.member(HOME, "user");
        Api.operator()
                .put("/api/tenants/" + OTHER + "/members/" + id, Map.of("role", "tenant-admin"))
                .expect(200);

        assertThat(signIn(id, People.PASSWORD).expect(400).text("field")).isEqualTo("tenant");
        Answer token = Api.anonymous()
                .post("/api/tokens", Map.of("username", id, "password", People.PASSWORD, "tenant", OTHER.id()))
                .expect(201);
        assertThat(Api.anonymous()
                        .bearing(token.text("token"))
                        .get("/api/tenants/" + OTHER + "/members")
                        .status())
                .isEqualTo(200);
        assertThat(Api.anonymous()
                        .post("/api/tokens", Map.of("username", id, "password", People.PASSWORD, "tenant", "elsewhere"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void nobodyElseShouldSignIn() {
        String disabled = People.member(HOME, "user");
        Api.operator()
                .patch("/api/users/" + disabled, Map.of("status", "DISABLED"))
                .expect(200);
        String withoutPassword = UserWish.freshId();
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
            Answer refused = signIn(user, People.PASSWORD).expect(401);
            assertThat(refused.text("detail"))
                    .isEqualTo(signIn("nobody-at-all", People.PASSWORD).text("detail"));
        }
        assertThat(signIn("Not an id", People.PASSWORD).status()).isEqualTo(400);
    }

    @Test
    void tooManyWrongPasswordsShouldLockTheUserForAWhile() throws SQLException {
        String id = People.member(HOME, "user");
        for (int i = 0; i < 5; i++) {
            signIn(id, "wrong password " + i).expect(401);
        }

        signIn(id, People.PASSWORD).expect(401);
        assertThat(Api.operator().get("/api/users/" + id).text("lockedUntil")).isNotEqualTo("null");
        try (Connection operator = Databases.operator("netbuild")) {
            assertThat(Databases.number(operator, "select failed_sign_ins from netbuild.users where id = '" + id + "'"))
                    .isEqualTo(5);
        }

        Api.operator()
                .patch("/api/users/" + id, Map.of("password", "another long password"))
                .expect(200);
        signIn(id, "another long password").expect(201);
        signIn(id, People.PASSWORD).expect(401);
    }
}
