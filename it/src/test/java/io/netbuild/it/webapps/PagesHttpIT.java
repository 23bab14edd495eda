package io.netbuild.it.webapps;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Chromium;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of Cockpit, Tasklist and Admin in a real browser, from signing in to leaving. */
class PagesHttpIT {

    private static final String SHARED = "pages-shared";
    private static final String NEIGHBOUR = "pages-neighbour";
    private static final String SCHEMA = "pages-schema";
    private static final Pattern SIGN_IN = Pattern.compile(".*/login\\?to=.*");

    /** By tenant. */
    private static final Map<String, String> INSTANCES = new HashMap<>();

    private static final Map<String, String> USERS = new HashMap<>();
    private static final Map<String, String> ADMINS = new HashMap<>();

    private static Chromium chromium;

    @BeforeAll
    static void tenantsWithUsersAndInstances() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(Chromium.PATIENCE_MILLIS);
        for (TestTenant tenant :
                new TestTenant[] {TestTenant.shared(SHARED), TestTenant.shared(NEIGHBOUR), TestTenant.schema(SCHEMA)}) {
            tenant.create().engine().deploy(Models.of("simple"));
            INSTANCES.put(tenant.id(), tenant.engine().start("simple", "order of " + tenant, Map.of()));
            USERS.put(tenant.id(), People.member(tenant, "user"));
            ADMINS.put(tenant.id(), People.member(tenant, "tenant-admin"));
        }
    }

    @AfterAll
    static void leave() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static String userOf(String tenant) {
        return Objects.requireNonNull(USERS.get(tenant));
    }

    private static String adminOf(String tenant) {
        return Objects.requireNonNull(ADMINS.get(tenant));
    }

    /** The page of the owner's instance, in the Cockpit of the tenant. */
    private static String instancePage(String tenant, String owner) {
        return "/camunda/app/cockpit/" + tenant + "/#/process-instance/" + INSTANCES.get(owner) + "/runtime";
    }

    /** Asks for a page without being signed in, and signs in where that leads to. */
    private static Page signIn(String user, String path) {
        Page page = chromium.newVisitor();
        page.navigate(path);
        assertThat(page).hasURL(SIGN_IN);
        page.locator("#username").fill(user);
        page.locator("#password").fill(People.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.waitForURL(Pattern.compile(".*/camunda/app/.*"));
        return page;
    }

    private static Locator activity(Page page, String id) {
        return page.locator(".djs-shape[data-element-id='" + id + "']");
    }

    private static LocatorAssertions assertActivity(Page page, String id) {
        return assertThat(activity(page, id));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARED, SCHEMA})
    void aUserShouldSeeItsInstancesDiagram(String tenant) {
        String path = instancePage(tenant, tenant);

        Page page = signIn(userOf(tenant), path);

        assertThat(page).hasURL(Pattern.compile(".*" + path + ".*")); // all that signing in must not lose
        assertActivity(page, "DoWork").isVisible();
        assertThat(page.getByText("order of " + tenant).first()).isVisible();
        assertThat(page.locator(".djs-overlay .badge").first()).hasText("1");
        Chromium.keep(page, "cockpit-instance-" + tenant);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARED, SCHEMA})
    void anotherTenantsInstanceShouldShowNothing(String tenant) {
        Page page = signIn(userOf(tenant), "/camunda/app/cockpit/" + tenant + "/");
        assertThat(page.getByText("Right Now").first()).isVisible();

        page.navigate(instancePage(tenant, NEIGHBOUR));

        assertThat(page.getByText("No running process instance with ID").first())
                .isVisible();
        assertActivity(page, "DoWork").hasCount(0);
        Chromium.keep(page, "cockpit-foreign-instance-" + tenant);

        page.navigate(instancePage(NEIGHBOUR, NEIGHBOUR));

        assertThat(page.getByText("does not belong to tenant").first()).isVisible();
        Chromium.keep(page, "cockpit-foreign-tenant-" + tenant);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARED, SCHEMA})
    void aUserShouldCompleteATask(String tenant) {
        TestTenant own = new TestTenant(tenant, "");
        String instance = own.engine().start("simple");
        String task = own.engine().only("/task?processInstanceId=" + instance);

        Page page = signIn(userOf(tenant), "/camunda/app/tasklist/" + tenant + "/#/?task=" + task);
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        Locator complete = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete"));
        assertThat(complete).isEnabled();
        Chromium.keep(page, "tasklist-task-" + tenant);
        complete.click();

        own.engine().awaitEnd(instance);
        assertThat(own.engine()
                        .api()
                        .get("/history/task?taskId=" + task)
                        .expect(200)
                        .texts("assignee"))
                .containsExactly(userOf(tenant));
    }

    @Test
    void aUserOfTheIdentityProviderShouldSeeItsTenantOnly() {
        Stack.identityProvider()
                .signsIn(Map.of("sub", "pages-external", "groups", List.of("user"), "tenant_id", SHARED));
        Page page = chromium.newVisitor();
        page.navigate(instancePage(SHARED, SHARED));

        page.locator("#provider").click();

        page.waitForURL(Pattern.compile(".*" + instancePage(SHARED, SHARED) + ".*"));
        assertActivity(page, "DoWork").isVisible();
        Chromium.keep(page, "cockpit-external-user");
        page.navigate(instancePage(NEIGHBOUR, NEIGHBOUR));
        assertThat(page.getByText("does not belong to tenant").first()).isVisible();
    }

    @Test
    void operatorsShouldSwitchBetweenTenants() {
        Page page = signIn(People.operator(), "/camunda/app/cockpit/" + SHARED + "/");

        for (String tenant : new String[] {SCHEMA, NEIGHBOUR, SHARED}) {
            page.locator(".engine-select .dropdown-toggle").click();
            page.locator(".engine-select .dropdown-menu")
                    .getByText(tenant, new Locator.GetByTextOptions().setExact(true))
                    .click();
            page.waitForURL(Pattern.compile(".*/camunda/app/cockpit/" + tenant + "/.*"));
            assertThat(page.locator(".engine-select .dropdown-toggle")).containsText(tenant);
            Chromium.keep(page, "cockpit-operator-" + tenant);
            page.navigate(instancePage(tenant, tenant));
            assertActivity(page, "DoWork").isVisible();
            assertThat(page.getByText("order of " + tenant).first()).isVisible();
        }
    }

    @Test
    void leavingShouldEndItInAllWindows() {
        Page page = signIn(userOf(SHARED), "/camunda/app/cockpit/" + SHARED + "/");
        Page tasklist = page.context().newPage();
        tasklist.navigate("/camunda/app/tasklist/" + SHARED + "/");
        assertThat(tasklist.getByText("Start process").first()).isVisible();

        page.locator(".account .dropdown-toggle").click();
        page.locator(".account .logout a").click();

        assertThat(page).hasURL(SIGN_IN);
        assertThat(page.locator("#password")).isVisible();
        Chromium.keep(page, "left");
        tasklist.getByText("Start process").first().click();
        assertThat(tasklist).hasURL(SIGN_IN);
        assertThat(tasklist.locator("#password")).isVisible();
    }

    @Test
    void theApplicationsOwnSignInShouldNeverBeShown() {
        Page page = signIn(userOf(SHARED), "/camunda/app/admin/" + SHARED + "/");
        assertThat(page.getByText("List of Users").first()).isVisible();

        page.navigate("/camunda/app/admin/" + SHARED + "/#/login");

        assertThat(page).hasURL(SIGN_IN);
    }

    @Test
    void adminShouldShowTheTenantsUsersOnly() {
        Page page = signIn(adminOf(SHARED), "/camunda/app/admin/" + SHARED + "/#/users");

        assertThat(page.getByText(userOf(SHARED)).first()).isVisible();
        assertThat(page.getByText(userOf(NEIGHBOUR))).hasCount(0);
        assertThat(page.locator("a[href='#/user-create']")).isHidden();
        Chromium.keep(page, "admin-users");
    }
}
