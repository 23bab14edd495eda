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
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Users who are operators: there is always one, and none belongs to a tenant. */
class OperatorsHttpIT {

    /** Runs while two new operators are the only active ones. */
    private static void withTwoOperators(BiConsumer<String, String> work) throws SQLException {
        String first = People.operator();
        String second = People.operator();
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
        TestTenant tenant = TestTenant.shared("operators-tenant").create();
        String id = People.operator();
        String member = People.member(tenant, "user");

        assertThat(Api.operator()
                        .put("/api/tenants/" + tenant + "/members/" + id, Map.of("role", "user"))
                        .expect(409)
                        .text("code"))
                .isEqualTo("conflict");
        assertThat(Api.operator()
                        .patch("/api/users/" + member, Map.of("operator", true))
                        .expect(409)
                        .text("code"))
                .isEqualTo("conflict");
    }
}
