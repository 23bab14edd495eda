package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A tenant with a little work under way, which is suspended so that its rows stay what they are.
 *
 * @param place where it lived when its rows were read
 */
record Traveller(TestTenant tenant, String place, String task, String message, Map<String, List<String>> rows) {

    private static final List<String> PLACES = List.of("SHARED", "SCHEMA", "DATABASE", "ELSEWHERE");

    /** A new one in the shared schema. */
    static Traveller named(String id) throws SQLException {
        return prepared(working(id), "SHARED");
    }

    /** A tenant in the shared schema that can work. */
    static TestTenant working(String id) {
        TestTenant tenant = TestTenant.shared(id).create();
        tenant.engine().deploy(TestModels.all());
        return tenant;
    }

    /** One that lives there already, with new work. */
    static Traveller prepared(TestTenant tenant, String place) throws SQLException {
        String task = tenant.engine().start("simple");
        String message = tenant.engine().start(TestModels.MESSAGE);
        tenant.resource().post("/suspend", Map.of()).expect(200);
        return new Traveller(tenant, place, task, message, Rows.settled(tenant, Rows.Place.of(tenant, place)));
    }

    /** All that it had is at one place and nowhere else, and its work can be done. */
    void assertWholeAt(String where) throws SQLException {
        assertThat(livesAt()).isEqualTo(where);
        assertThat(Rows.differences(rows, Rows.of(tenant, Rows.Place.of(tenant, where))))
                .isEmpty();
        for (String other : PLACES) {
            if (!other.equals(where)) {
                assertThat(Rows.Place.of(tenant, other).isLeft(tenant))
                        .as("nothing of %s at %s", tenant, other)
                        .isTrue();
            }
        }
        assertThat(tenant.resource().get("").expect(200).text("status")).isEqualTo("SUSPENDED");
        tenant.resource().post("/resume").expect(200);
        Steps steps = new Steps(tenant.engine());
        steps.completeTask(tenant.engine().only("/task?processInstanceId=" + task));
        steps.message(TestModels.MESSAGE, message);
        List.of(task, message).forEach(steps::awaitEnd);
    }

    /** Where it lives by what the platform says. */
    private String livesAt() {
        var placement = tenant.resource().get("").expect(200).json();
        String isolation = placement.path("isolation").asText();
        return isolation.equals("DATABASE")
                        && placement.path("placement").path("server").asText().equals("second")
                ? "ELSEWHERE"
                : isolation;
    }
}
