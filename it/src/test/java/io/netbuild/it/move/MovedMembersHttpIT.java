package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users are in the directory alone, so that those of a tenant that has moved are its members as before, although no row of them was copied. */
class MovedMembersHttpIT {

    @Test
    void membersShouldBeThoseOfTheTenantWhereverItLives() throws SQLException {
        TestTenant tenant = TestTenant.shared("moved-members").create();
        tenant.engine().deploy(TestModels.all());
        String admin = People.member(tenant, "tenant-admin");
        String clerk = People.member(tenant, "user");
        tenant.resource()
                .put("/members/" + clerk, Map.of("role", "user", "groups", List.of("clerks")))
                .expect(200);
        Api browser = People.browserOf(clerk);
        browser.get("/engine-rest/task").expect(200);

        for (String isolation : List.of("SCHEMA", "DATABASE", "SHARED")) {
            tenant.engine().start("simple");
            tenant.engine().start("simple");
            Moving.move(tenant, isolation);

            Api engine = Api.adminOf(tenant.id()).under("/engine-rest");
            assertThat(engine.get("/user").expect(200).ids()).as(isolation).containsExactlyInAnyOrder(admin, clerk);
            assertThat(engine.get("/user?memberOfGroup=clerks").expect(200).ids())
                    .containsExactly(clerk);
            assertThat(engine.post("/identity/verify", Map.of("username", clerk, "password", People.PASSWORD))
                            .expect(200)
                            .json()
                            .path("authenticated")
                            .asBoolean())
                    .isTrue();
            assertThat(Rows.of(tenant, Rows.Place.of(tenant, isolation)).get("act_id_user"))
                    .as("users in the engine's own tables")
                    .isEmpty();
            browser.get("/camunda/app/tasklist/" + tenant + "/").expect(200);
            complete(browser, clerk);
            complete(People.browserOf(admin), admin);
        }
    }

    /** Claims and completes a task. */
    private static void complete(Api browser, String user) {
        Api engine = browser.under("/engine-rest");
        String task = engine.get("/task?unassigned=true").expect(200).ids().get(0);
        engine.post("/task/" + task + "/claim", Map.of("userId", user)).expectSuccess();
        engine.post("/task/" + task + "/complete", Map.of()).expectSuccess();
    }
}
