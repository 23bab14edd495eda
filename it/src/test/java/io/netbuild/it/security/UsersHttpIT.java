package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory of users. */
class UsersHttpIT {

    @Test
    void aUserShouldBeMadeShownChangedAndRemoved() {
        String id = UserWish.freshId();

        Answer created = Api.operator().post("/api/users", UserWish.of(id)).expect(201);

        Api user = Api.operator().under("/api/users/" + id);
        assertThat(created.header("Location").orElse(""))
                .endsWith("/api/users/" + id)
                .doesNotContain("/api/api");
        assertThat(created.body()).doesNotContain(People.PASSWORD).doesNotContain("argon2");
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
        String id = UserWish.freshId();
        Api.operator().post("/api/users", UserWish.of(id)).expect(201);

        assertThat(Api.operator()
                        .post("/api/users", UserWish.of(id))
                        .expect(409)
                        .text("code"))
                .isEqualTo("user-exists");
        assertThat(Api.operator()
                        .post(
                                "/api/users",
                                Map.of(
                                        "id",
                                        UserWish.freshId(),
                                        "displayName",
                                        "x",
                                        "email",
                                        id.toUpperCase() + "@Users.example"))
                        .expect(409)
                        .text("code"))
                .isEqualTo("user-exists");
        String second = UserWish.freshId();
        Api.operator().post("/api/users", UserWish.of(second)).expect(201);
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
        Map<String, Object> wish = new HashMap<>(UserWish.of(UserWish.freshId()));
        wish.put(field, value);

        Answer refused = Api.operator().post("/api/users", wish).expect(400);

        assertThat(refused.text("code")).isEqualTo("invalid-field");
        assertThat(refused.text("field")).contains(field);
        assertThat(refused.body()).doesNotContain(People.PASSWORD);
    }

    @Test
    void theDirectoryShouldBeForOperatorsOnly() {
        TestTenant tenant = TestTenant.shared("users-home").create();

        for (Api api : List.of(Api.adminOf(tenant.id()), Api.userOf(tenant.id()))) {
            assertThat(api.get("/api/users").status()).isEqualTo(403);
            assertThat(api.post("/api/users", UserWish.of(UserWish.freshId())).status())
                    .isEqualTo(403);
        }
        assertThat(Api.anonymous().get("/api/users").status()).isEqualTo(401);
    }
}
