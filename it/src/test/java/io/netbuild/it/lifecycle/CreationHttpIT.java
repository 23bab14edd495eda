package io.netbuild.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How tenants are made, and which wishes are refused. */
class CreationHttpIT {

    private static final String TENANTS = "/api/tenants";

    @ParameterizedTest
    @MethodSource(FreshTenant.ISOLATIONS)
    void aTenantShouldBeActiveWhenItsCreationIsAnswered(String isolation) {
        TestTenant tenant = FreshTenant.with(isolation);

        Answer created = Api.operator().post(TENANTS, tenant.wish());

        assertThat(created.status()).as("%s", created).isEqualTo(201);
        assertThat(created.header("Location")).contains(Stack.server().httpUrl() + TENANTS + "/" + tenant);
        assertThat(created.header("ETag")).isPresent();
        assertThat(created.text("status")).isEqualTo("ACTIVE");
        assertThat(created.text("isolation")).isEqualTo(isolation);
        assertThat(created.text("externalKey")).matches("[0-9a-f]{16}");
        assertThat(created.json().path("placement").path("schema").asText())
                .isEqualTo(
                        switch (isolation) {
                            case "SHARED" -> "shared";
                            case "SCHEMA" -> tenant.databaseName();
                            default -> "engine";
                        });
        assertThat(tenant.resource().get("/provisioning").expect(200).texts("status"))
                .isNotEmpty()
                .containsOnly("DONE");
        tenant.engine().deploy(Models.of("simple"));
        assertThat(tenant.engine().isRunning(tenant.engine().start("simple"))).isTrue();
    }

    @ParameterizedTest
    @MethodSource(FreshTenant.ISOLATIONS)
    void anEqualRequestShouldBeTheSameTenant(String isolation) {
        TestTenant tenant = FreshTenant.with(isolation).create();

        Answer again = Api.operator().post(TENANTS, tenant.wish());

        assertThat(again.status()).as("%s", again).isEqualTo(200);
        assertThat(again.id()).isEqualTo(tenant.id());
    }

    @Test
    void anotherRequestForTheSameIdShouldBeRefused() {
        TestTenant tenant = FreshTenant.with("SHARED").create();

        Answer answer = Api.operator().post(TENANTS, tenant.wish().put("name", "Another name"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("tenant-exists");
        assertThat(tenant.resource().get("").text("name")).isEqualTo("Tenant " + tenant);
    }

    @Test
    void anotherIdForTheSameOrganisationShouldBeRefused() {
        TestTenant tenant = FreshTenant.with("SHARED").create();

        Answer answer = Api.operator().post(TENANTS, tenant.wish().put("id", "life-twin"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("tenant-exists");
        assertThat(Api.operator().get(TENANTS + "/life-twin").status()).isEqualTo(404);
    }

    @Test
    void anIdempotencyKeyShouldStandForOneRequest() {
        TestTenant tenant = FreshTenant.with("SHARED");
        Api keyed = Api.operator().with("Idempotency-Key", "key of " + tenant);

        Answer first = keyed.post(TENANTS, tenant.wish());
        Answer again = keyed.post(TENANTS, tenant.wish());
        TestTenant another = FreshTenant.with("SHARED");
        Answer other = keyed.post(TENANTS, another.wish());

        assertThat(first.status()).as("%s", first).isEqualTo(201);
        assertThat(again.status()).as("%s", again).isEqualTo(200);
        assertThat(other.status()).as("%s", other).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency-key-reused");
        assertThat(Api.operator().get(TENANTS + "/" + another).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "id, Capital",
                "id, under_score",
                "id, 'a b'",
                "id, 'x''; drop schema shared --'",
                "id, ''",
                "id, null",
                "id, abcdefghijklmnopqrstuvwxyzabcdefghijklmnop",
                "id, default",
                "id, ../etc",
                "name, ''",
                "name, null",
                "organisation, ' '",
                "organisation, null",
                "emailDomain, nodots",
                "emailDomain, 'a b.example'",
                "emailDomain, null",
                "tier, PLATINUM",
                "tier, null",
                "isolation, NONE",
                "server, nowhere",
                "server, ''",
                "surprise, x"
            })
    void aBadFieldShouldBeNamedWithItsValueAndRule(String field, String value) {
        ObjectNode wish = TestTenant.database("life-bad").wish().put(field, value);

        Answer answer = Api.operator().post(TENANTS, wish);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid-field");
        assertThat(answer.text("field")).as("%s", answer).isIn(field, field.equals("id") ? "tenant id" : field);
        assertThat(answer.json().has("value")).as("%s", answer).isTrue();
        assertThat(answer.text("rule")).as("%s", answer).isNotBlank();
        assertThat(Api.operator().get(TENANTS + "/life-bad").status()).isEqualTo(404);
    }

    @Test
    void theTiersDefaultShouldDecideTheIsolation() {
        ObjectNode wish = FreshTenant.with("SHARED").wish().put("tier", "free");
        wish.remove("isolation");

        Answer created = Api.operator().post(TENANTS, wish).expect(201);

        assertThat(created.text("isolation")).isEqualTo("SHARED");
        assertThat(created.text("tier")).isEqualTo("TRIAL");
    }

    @Test
    void aSecondServersDatabaseShouldBeUsedWhenItIsNamed() {
        ObjectNode wish = FreshTenant.with("DATABASE").wish().put("server", Stack.SECOND);

        Answer created = Api.operator().post(TENANTS, wish).expect(201);
        TestTenant tenant = TestTenant.database(created.id());

        tenant.engine().deploy(Models.of("simple"));
        String instance = tenant.engine().start("simple");
        assertThat(tenant.engine().isRunning(instance)).isTrue();
        assertThat(created.json().path("placement").path("server").asText()).isEqualTo("second");
        assertThat(databasesOf("second")).contains(tenant.databaseName());
        assertThat(databasesOf("main")).doesNotContain(tenant.databaseName());
    }

    private static List<String> databasesOf(String server) {
        try (Connection admin =
                (server.equals("second") ? Stack.second() : Stack.server().postgres()).connectAsSuperuser("postgres")) {
            return Databases.column(admin, "select datname from pg_database");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
