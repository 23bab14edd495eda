package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The members of a tenant, and who may manage them. */
class MembersHttpIT {

    private static final TestTenant HOME = TestTenant.shared("members-home");
    private static final TestTenant OTHER = TestTenant.shared("members-other");

    @BeforeAll
    static void twoTenants() {
        HOME.create();
        OTHER.create();
    }

    private static Api administrator() {
        return Api.adminOf(HOME.id()).under("/api/tenants/" + HOME + "/members");
    }

    @Test
    void anAdministratorShouldManageTheMembersOfItsTenant() {
        String id = UserWish.freshId();

        Answer created = administrator().post("", UserWish.of(id)).expect(201);

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
        String stranger = People.member(OTHER, "user");
        Api elsewhere = Api.adminOf(HOME.id()).under("/api/tenants/" + OTHER + "/members");

        assertThat(elsewhere.get("").status()).isEqualTo(403);
        assertThat(elsewhere.post("", UserWish.of(UserWish.freshId())).status()).isEqualTo(403);
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
        assertThat(members.post("", UserWish.of(UserWish.freshId())).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"role, operator", "groups, operator", "groups, tenant-admin"})
    void nobodyShouldBecomeMoreThanATenantsAdministrator(String field, String value) {
        String id = People.member(HOME, "user");
        Object given = field.equals("groups") ? List.of(value) : value;
        Map<String, Object> wish = new HashMap<>(Map.of("role", "user"));
        wish.put(field, given);

        for (Api api : List.of(administrator(), Api.operator().under("/api/tenants/" + HOME + "/members"))) {
            assertThat(api.put("/" + id, wish).expect(400).text("field")).isEqualTo(field);
        }
    }

    @Test
    void theLastAdministratorShouldNotLeaveByItself() {
        TestTenant tenant = TestTenant.shared("members-last-admin").create();
        String last = People.member(tenant, "tenant-admin");
        Api members = Api.adminOf(tenant.id()).under("/api/tenants/" + tenant + "/members");

        assertThat(members.delete("/" + last).expect(409).text("code")).isEqualTo("conflict");
        assertThat(members.put("/" + last, Map.of("role", "user")).expect(409).text("code"))
                .isEqualTo("conflict");

        String second = People.member(tenant, "tenant-admin");
        members.delete("/" + last).expect(204);
        Api.operator().delete("/api/tenants/" + tenant + "/members/" + second).expect(204);
    }
}
