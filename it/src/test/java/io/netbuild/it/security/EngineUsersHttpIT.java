package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The directory of users as a tenant's engine shows it. */
class EngineUsersHttpIT {

    @Test
    void theEngineShouldShowTheMembersOfItsTenant() {
        TestTenant tenant = TestTenant.shared("users-in-engine").create();
        String first = People.member(tenant, "tenant-admin");
        String second = People.member(tenant, "user");
        tenant.resource()
                .put("/members/" + second, Map.of("role", "user", "groups", List.of("clerks")))
                .expect(200);
        People.member(TestTenant.shared("users-not-in-engine").create(), "user");
        Api engine = Api.adminOf(tenant.id()).under("/engine-rest");

        assertThat(engine.get("/user?sortBy=userId&sortOrder=desc").expect(200).ids())
                .isSortedAccordingTo(Comparator.reverseOrder())
                .containsExactlyInAnyOrder(first, second);
        assertThat(engine.get("/user?sortBy=userId&sortOrder=asc&firstResult=1&maxResults=1")
                        .expect(200)
                        .ids())
                .hasSize(1);
        assertThat(engine.get("/user/count?lastNameLike=" + Api.encoded(first + "%"))
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(engine.get("/user?memberOfGroup=clerks").expect(200).ids()).containsExactly(second);
        assertThat(engine.get("/group").expect(200).ids()).containsExactly("clerks", "tenant-admin", "user");
        assertThat(engine.get("/group?member=" + second).expect(200).ids()).containsExactly("clerks", "user");
        assertThat(engine.get("/tenant").expect(200).ids()).containsExactly(tenant.id());
        assertThat(engine.get("/identity/groups?userId=" + second).expect(200).body())
                .contains("clerks");
    }

    @Test
    void theEngineShouldCheckPasswordsAndChangeNoUsers() {
        TestTenant checked = TestTenant.shared("users-checked-by-engine").create();
        String id = People.member(checked, "user");
        Api engine = Api.adminOf(checked.id()).under("/engine-rest");

        assertThat(engine.post("/identity/verify", Map.of("username", id, "password", People.PASSWORD))
                        .expect(200)
                        .json()
                        .path("authenticated")
                        .asBoolean())
                .isTrue();
        assertThat(engine.post("/identity/verify", Map.of("username", id, "password", "wrong"))
                        .expect(200)
                        .json()
                        .path("authenticated")
                        .asBoolean())
                .isFalse();
        assertThat(engine.delete("/user/" + id).status()).isEqualTo(403);
        assertThat(engine.put("/user/" + id + "/profile", Map.of("id", id, "firstName", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(engine.post("/group/create", Map.of("id", "own", "name", "own", "type", "WORKFLOW"))
                        .status())
                .isEqualTo(403);
        Api.operator().get("/api/users/" + id).expect(200);
    }
}
