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

/** Invitations to tenants. */
class InvitationsHttpIT {

    private static final TestTenant HOME = TestTenant.shared("invitations-home");
    private static final TestTenant OTHER = TestTenant.shared("invitations-other");

    @BeforeAll
    static void tenants() {
        HOME.create();
        OTHER.create();
    }

    private static Answer invite(String email) {
        return administrator().post("", Map.of("email", email, "role", "user", "groups", List.of("clerks")));
    }

    private static Api administrator() {
        return Api.adminOf(HOME.id()).under("/api/tenants/" + HOME + "/invitations");
    }

    private static Map<String, Object> acceptance(Answer invited, String id) {
        return Map.of("token", invited.text("token"), "id", id, "displayName", "Ivy", "password", People.PASSWORD);
    }

    private static Answer accept(Map<String, Object> acceptance) {
        return Api.anonymous().post("/api/invitations/accepted", acceptance);
    }

    @Test
    void somebodyNewShouldBecomeAMember() {
        Answer invited = invite("ivy@invited.example").expect(201);

        Answer accepted = accept(acceptance(invited, "ivy")).expect(201);

        assertThat(accepted.text("role")).isEqualTo("user");
        assertThat(accepted.json().path("groups").path(0).asText()).isEqualTo("clerks");
        assertThat(Api.operator().get("/api/users/ivy").expect(200).text("email"))
                .isEqualTo("ivy@invited.example");
        People.browserOf("ivy").get("/engine-rest/task").expect(200);
        assertThat(administrator().get("").expect(200).body()).contains("\"acceptedBy\":\"ivy\"");
        assertThat(accept(acceptance(invited, "ivy-again")).expect(404).text("code"))
                .isEqualTo("not-found");
        assertThat(Api.anonymous().get("/invitation").expect(200).contentType()).isEqualTo("text/html");
    }

    @Test
    void aKnownUserShouldAcceptAfterSigningIn() {
        String known = People.member(OTHER, "user");
        String stranger = People.member(OTHER, "user");
        Answer invited = invite(known + "@people.example").expect(201);
        Map<String, String> token = Map.of("token", invited.text("token"));

        assertThat(accept(acceptance(invited, "somebody-else")).expect(409).text("code"))
                .isEqualTo("user-exists");
        assertThat(People.browserOf(stranger)
                        .post("/api/invitations/accepted", token)
                        .status())
                .isEqualTo(403);
        Answer accepted =
                People.browserOf(known).post("/api/invitations/accepted", token).expect(201);

        assertThat(accepted.text("tenant")).isEqualTo(HOME.id());
        assertThat(HOME.resource().get("/members/" + known).expect(200).text("role"))
                .isEqualTo("user");
    }

    @Test
    void thePageShouldOfferToAcceptAsWhoHasSignedInOrToSignIn() {
        String page = Api.anonymous().get("/invitation").expect(200).body();
        String script = Api.anonymous().get("/pages/invitation.js").expect(200).body();

        assertThat(page).contains("Accept as", "sign in first");
        assertThat(script).contains("'/login?to=/invitation' + location.hash", "/api/sessions/current");
    }

    @Test
    void aWithdrawnReplacedOrExpiredInvitationShouldBeOfNoUse() throws SQLException {
        Answer withdrawn = invite("withdrawn@invited.example").expect(201);
        Answer replaced = invite("replaced@invited.example").expect(201);
        Answer expired = invite("expired@invited.example").expect(201);

        administrator()
                .delete("/" + withdrawn.json().path("invitation").path("id").asText())
                .expect(204);
        invite("Replaced@invited.example").expect(201);
        try (Connection system = Databases.system()) {
            Databases.execute(
                    system,
                    "update netbuild.invitations set expires_at = now() where email = 'expired@invited.example'");
        }

        for (Answer invited : List.of(withdrawn, replaced, expired)) {
            assertThat(accept(acceptance(invited, "late")).expect(404).text("code"))
                    .isEqualTo("not-found");
        }
        assertThat(accept(Map.of("token", "guessed", "id", "x", "displayName", "x", "password", People.PASSWORD))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyAdministratorsShouldInviteAndToTheirOwnTenant() {
        Map<String, String> wish = Map.of("email", "x@invited.example");

        assertThat(Api.userOf(HOME.id())
                        .post("/api/tenants/" + HOME + "/invitations", wish)
                        .status())
                .isEqualTo(403);
        assertThat(Api.adminOf(HOME.id())
                        .post("/api/tenants/" + OTHER + "/invitations", wish)
                        .status())
                .isEqualTo(403);
        assertThat(Api.adminOf(HOME.id())
                        .get("/api/tenants/" + OTHER + "/invitations")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void badFieldsShouldBeNamed() {
        assertThat(invite("nowhere").expect(400).text("field")).isEqualTo("email");
        assertThat(administrator()
                        .post("", Map.of("email", "a@b.example", "role", "operator"))
                        .expect(400)
                        .text("field"))
                .isEqualTo("role");
        assertThat(administrator()
                        .post("", Map.of("email", "a@b.example", "lifetimeHours", 721))
                        .expect(400)
                        .text("field"))
                .isEqualTo("lifetime");
    }
}
