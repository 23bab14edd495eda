package io.netbuild.it.webapps;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Chromium;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The platform's own pages in a real browser. */
class OwnPagesHttpIT {

    private static final TestTenant HOME = TestTenant.shared("own-pages-home");
    private static final TestTenant OTHER = TestTenant.schema("own-pages-other");

    private static Chromium chromium;

    @BeforeAll
    static void twoTenants() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(Chromium.PATIENCE_MILLIS);
        HOME.create().engine().deploy(Models.of("simple"));
        HOME.engine().start("simple");
        OTHER.create();
    }

    @AfterAll
    static void leave() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private static void signIn(Page page, String user, String password) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(password);
        press(page, "Sign in");
    }

    private static Page signedIn(String user) {
        Page page = chromium.newVisitor();
        page.navigate("/login");
        signIn(page, user, People.PASSWORD);
        return page;
    }

    @Test
    void operatorsShouldComeToTheTenantsSideBySide() {
        Page page = signedIn(People.operator());

        assertThat(page).hasURL(Pattern.compile(".*/tenants"));
        page.locator("#search").fill("own-pages");
        press(page, "Show");
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertThat(page.locator("tbody tr").first().locator("td").nth(0)).hasText(HOME.id());
        assertThat(page.locator("tbody tr").first().locator("td").nth(5)).hasText("1");
        assertThat(page.locator("tbody tr").first().locator("td").nth(6)).hasText("1");
        Chromium.keep(page, "tenants");
        page.locator("tbody tr").first().getByText("Cockpit").click();
        page.waitForURL(Pattern.compile(".*/camunda/app/cockpit/" + HOME + "/.*"));
    }

    @Test
    void whoHasAUserShouldSignInAcceptAnInvitationAndSwitch() {
        String user = People.member(HOME, "user");
        Answer invited = Api.operator()
                .post(
                        "/api/tenants/" + OTHER + "/invitations",
                        Map.of("email", user + "@people.example", "role", "user"))
                .expect(201);
        Page page = chromium.newVisitor();
        page.navigate(invited.text("link"));

        page.locator("#sign-in").click();
        signIn(page, user, People.PASSWORD);
        assertThat(page).hasURL(Pattern.compile(".*/invitation#.+"));
        press(page, "Accept as " + user);

        assertThat(page).hasURL(Pattern.compile(".*/tenants"));
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.locator("tbody tr").nth(1).getByText("Open").click();
        page.waitForURL(Pattern.compile(".*/camunda/app/tasklist/" + OTHER + "/.*"));
        assertThat(page.getByText("Start process").first()).isVisible();
    }

    @Test
    void aUserShouldChangeItsPassword() {
        String user = People.member(HOME, "user");
        Page page = signedIn(user);
        page.waitForURL(Pattern.compile(".*/camunda/app/.*"));
        page.navigate("/password");

        page.locator("#old-password").fill(People.PASSWORD);
        page.locator("#password").fill("another long password");
        page.locator("#again").fill("another long password");
        press(page, "Change");

        assertThat(page.locator("#done")).isVisible();
        Chromium.keep(page, "password");
        People.signIn(user, "another long password").expect(201);
    }
}
